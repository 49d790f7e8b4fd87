package io.printmaster.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Starts processes and ends every one of them after the test (an instance field) or after the class (a static
/// field), whether it passed or not. A failed test prints the last lines of each.
final class Programs implements AfterEachCallback, AfterAllCallback {
    private static final Set<ProgramUnderTest> ALL = register();

    private final List<ProgramUnderTest> started = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> others = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger perTest = new AtomicInteger();
    private final boolean wholeClass;

    private Programs(boolean wholeClass) {
        this.wholeClass = wholeClass;
    }

    static Programs perTest() {
        return new Programs(false);
    }

    static Programs perClass() {
        return new Programs(true);
    }

    /// Starts `./printmaster` with these words.
    ProgramUnderTest printmaster(String... words) {
        return printmaster(Map.of(), words);
    }

    ProgramUnderTest printmaster(Map<String, String> environment, String... words) {
        List<String> command =
                new ArrayList<>(List.of(Repository.ROOT.resolve("printmaster").toString()));
        command.addAll(List.of(words));
        Map<String, String> all = new HashMap<>(Map.of("PRINTMASTER_NO_BUILD", "1", "NO_COLOR", "1"));
        all.putAll(environment);
        return start(String.join(" ", words), Repository.ROOT, all, command);
    }

    /// Runs `./printmaster` with these words to its end.
    ProgramUnderTest run(String... words) {
        return run(Map.of(), words);
    }

    ProgramUnderTest run(Map<String, String> environment, String... words) {
        ProgramUnderTest program = printmaster(environment, words);
        program.awaitExit(Duration.ofSeconds(150));
        return program;
    }

    /// Starts any other command.
    ProgramUnderTest start(String name, Path directory, Map<String, String> environment, List<String> command) {
        ProgramUnderTest program =
                ProgramUnderTest.start("#" + perTest.incrementAndGet() + " " + name, directory, environment, command);
        started.add(program);
        ALL.add(program);
        return program;
    }

    /// Closes something else together with the processes.
    <T extends AutoCloseable> T closing(T other) {
        others.add(other);
        return other;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        tellWhenFailed(context);
        if (!wholeClass) {
            endAll();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tellWhenFailed(context);
        endAll();
    }

    private void tellWhenFailed(ExtensionContext context) {
        if (context.getExecutionException().filter(e -> !isSkip(e)).isPresent()) {
            StringBuilder report =
                    new StringBuilder("== " + context.getDisplayName() + " failed; the last lines of its processes:\n");
            List.copyOf(started).forEach(program -> report.append(program.tail(15)));
            System.out.print(report);
        }
    }

    private void endAll() {
        for (ProgramUnderTest program : List.copyOf(started)) {
            if (program.isAlive()) {
                program.signal("CONT");
                program.kill();
            }
            ALL.remove(program);
        }
        started.clear();
        for (AutoCloseable other : List.copyOf(others)) {
            try {
                other.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + other, e);
            }
        }
        others.clear();
    }

    private static boolean isSkip(Throwable e) {
        return e.getClass().getSimpleName().equals("TestAbortedException");
    }

    /// Even a build that is stopped half way leaves no process behind.
    private static Set<ProgramUnderTest> register() {
        Set<ProgramUnderTest> all = ConcurrentHashMap.newKeySet();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> all.stream().filter(ProgramUnderTest::isAlive).forEach(ProgramUnderTest::kill)));
        return all;
    }
}
