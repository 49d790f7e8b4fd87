package io.printmaster.server.run;

import io.printmaster.program.ExitCode;
import io.printmaster.program.SteadyClock;
import io.printmaster.server.config.ServerConfig;
import io.printmaster.server.http.tls.TlsException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `server run`: serves until SIGTERM or Ctrl-C.
@Command(name = "run", description = "Run the server.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private final Settings settings = new Settings();

    @Override
    public Integer call() throws Exception {
        return run(settings.read());
    }

    /// Runs the server.
    ///
    /// @return the exit code, once it is stopped
    static int run(ServerConfig config) throws IOException, TlsException, InterruptedException {
        ServerProgram program = ServerProgram.start(
                config, new SteadyClock(Clock.systemUTC(), System::nanoTime, RunCommand::tellStep), new SecureRandom());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    program.close();
                    stopped.countDown();
                }));
        stopped.await();
        return ExitCode.OK;
    }

    private static void tellStep(Duration step) {
        LOG.atWarn()
                .addKeyValue("seconds", step.toSeconds())
                .log("This machine's clock was set; what is stored stays in order");
    }
}
