package io.printmaster.simulator.run;

import io.printmaster.program.ExitCode;
import io.printmaster.simulator.demo.Demo;
import io.printmaster.simulator.demo.DemoException;
import io.printmaster.simulator.demo.DemoPlan;
import io.printmaster.simulator.demo.DemoRunning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `printmaster demo`: everything on this machine until Ctrl-C.
@Command(
        name = "demo",
        description = "Starts a server, an agent and simulated printers on this machine until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int SCHEMA_VERSION = 1;
    private static final long STOP_SECONDS = 30;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--printers",
            paramLabel = "N",
            defaultValue = "14",
            description = "How many printers; default ${DEFAULT-VALUE}, one of each maker.")
    private int printers;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "TCP port of the server's page on this machine; default a free one.")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "An empty or new folder for databases and logs, which is kept; default a temporary one.")
    private @Nullable Path folder;

    @Option(names = "--keep", description = "Keep the temporary folder, and say where it is.")
    private boolean keep;

    @Option(names = "--json", description = "Print address, user and password as one JSON object.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets what is annotated before it runs a command.
    DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter talk = spec.commandLine().getErr();
        Demo demo = new Demo(plan(), Clock.systemUTC(), line -> {
            talk.println(line);
            talk.flush();
        });
        CountDownLatch ended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Thread hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            if (ended.getCount() > 0) {
                demo.stop();
                main.interrupt();
                awaitEnd(ended);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        int code = ExitCode.OK;
        try {
            show(demo.start());
            demo.watch();
        } catch (InterruptedException e) {
            // That is how the hook ends what is under way.
            talk.println("ending");
        } catch (DemoException e) {
            talk.println("printmaster: " + e.getMessage());
            talk.flush();
            code = ExitCode.FAILED;
        } finally {
            end(demo, talk);
            ended.countDown();
        }
        return code;
    }

    private static void end(Demo demo, PrintWriter talk) throws IOException {
        Thread.interrupted();
        try {
            demo.end();
        } catch (InterruptedException e) {
            talk.println("printmaster: interrupted while the programs ended; some may still run");
        }
        talk.flush();
    }

    /// A signal has begun to end the process: an orderly stop is no failure.
    private static void awaitEnd(CountDownLatch ended) {
        try {
            if (ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DemoPlan plan() {
        String launcher = System.getProperty("printmaster.launcher");
        if (launcher == null) {
            throw new ParameterException(spec.commandLine(), "start the demonstration by ./printmaster demo");
        }
        try {
            return new DemoPlan(Path.of(launcher), printers, port, Optional.ofNullable(folder), keep);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void show(DemoRunning running) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? document(running) : text(running));
        out.flush();
    }

    private static String document(DemoRunning running) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("schema_version", SCHEMA_VERSION)
                .put("url", running.page().toString())
                .put("agent_url", running.agentPage().toString())
                .put("user", running.user())
                .put("password", running.password())
                .put("printers", running.printers())
                .put("data_dir", running.folder().toString())
                .toString();
    }

    private static String text(DemoRunning running) {
        return """

                PrintMaster runs with %d simulated printers.

                  Page:      %s
                  Agent:     %s   (its own page, on this machine only)
                  User:      %s
                  Password:  %s   (to be changed at the first login)

                The browser will warn, because the server made its own certificate.
                The first printers appear within seconds. Logs: %s
                Ctrl-C ends it and %s.
                """.formatted(
                        running.printers(),
                        running.page(),
                        running.agentPage(),
                        running.user(),
                        running.password(),
                        running.folder().resolve("logs"),
                        running.kept() ? "keeps the data in " + running.folder() : "deletes its data");
    }
}
