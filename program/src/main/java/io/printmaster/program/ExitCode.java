package io.printmaster.program;

/// The exit codes of every command, the same in all programs, so that scripts can decide on them.
public final class ExitCode {
    public static final int OK = 0;
    /// Failed, or running with something broken.
    public static final int FAILED = 1;
    /// Wrong command line or configuration; nothing was done.
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    /// The agent has not joined a server, or the server refused it.
    public static final int NOT_JOINED = 4;
    public static final int SERVER_UNREACHABLE = 5;
    /// Some of the work was done, some not.
    public static final int PARTIAL = 6;
    public static final int DOCTOR_FAILED = 7;

    private ExitCode() {}
}
