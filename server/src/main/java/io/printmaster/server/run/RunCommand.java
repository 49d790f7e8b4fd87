package io.printmaster.server.run;

import io.printmaster.program.ExitCode;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `server run`: serves until SIGTERM or Ctrl-C.
@Command(name = "run", description = "Run the server.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final Settings settings = new Settings();

    @Override
    public Integer call() throws Exception {
        ServerProgram program = ServerProgram.start(settings.read(), Clock.systemUTC(), new SecureRandom());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    program.close();
                    stopped.countDown();
                }));
        stopped.await();
        return ExitCode.OK;
    }
}
