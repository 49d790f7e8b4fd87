package io.printmaster.agent.run;

import io.printmaster.agent.config.AgentSettings;
import io.printmaster.program.ExitCode;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `run`: the agent itself, until SIGTERM or Ctrl-C.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Finds and reads printers again and again, and uploads what changed, until stopped. An agent that"
                + " has not joined a server finds and keeps; PRINTMASTER_JOIN or PRINTMASTER_JOIN_FILE joins it at the"
                + " start.")
final class RunCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 5;

    private final Console console;

    @Mixin
    private Settings options = new Settings();

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        return run(console, options);
    }

    /// Runs the agent.
    ///
    /// @return the exit code, once it is stopped
    static int run(Console console, Settings options) throws InterruptedException {
        AgentSettings settings = options.load(console);
        Logging.configure(settings.logging(), console.err());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Agent agent = Agent.start(settings, console.environment(), new SecureRandom());
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> awaitStop(stop, stopped));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stop.await();
        } finally {
            agent.close();
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    /// A signal has begun to end the process: everything is closed first, and an orderly stop is no failure.
    private static void awaitStop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
