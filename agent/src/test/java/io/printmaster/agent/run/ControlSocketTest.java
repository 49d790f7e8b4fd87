package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    private Path data;

    @BeforeEach
    void pathIsShortEnough() {
        assumeThat(data.toString().length())
                .as("a socket's path has at most about 100 characters")
                .isLessThan(90);
    }

    @Test
    void question_isAnswered() throws Exception {
        try (ControlSocket socket = new ControlSocket(data, question -> "you said " + question)) {
            socket.start();

            assertThat(ControlSocket.ask(data, "Grüße")).contains("you said Grüße");
            assertThat(ControlSocket.ask(data, "again")).contains("you said again");
        }
    }

    @Test
    void socket_isTheOwnersAlone_andGoneWhenClosed() throws Exception {
        try (ControlSocket socket = new ControlSocket(data, question -> question)) {
            socket.start();
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve(ControlSocket.FILE_NAME))))
                    .isEqualTo("rw-------");
        }
        assertThat(data.resolve(ControlSocket.FILE_NAME)).doesNotExist();
        assertThat(ControlSocket.ask(data, "anybody?")).isEmpty();
    }

    @Test
    void fileLeftByAKilledAgent_isNobody_andIsReplaced() throws Exception {
        Files.writeString(data.resolve(ControlSocket.FILE_NAME), "");
        assertThat(ControlSocket.ask(data, "anybody?")).isEmpty();

        try (ControlSocket socket = new ControlSocket(data, question -> question)) {
            socket.start();
            assertThat(ControlSocket.ask(data, "here")).contains("here");
        }
    }

    @Test
    void endlessQuestion_isCutOff_andTheNextIsAnswered() throws Exception {
        try (ControlSocket socket = new ControlSocket(data, question -> "answer")) {
            socket.start();
            assertNoAnswer("x".repeat(1 << 20));
            assertThat(ControlSocket.ask(data, "short")).contains("answer");
        }
    }

    private void assertNoAnswer(String question) {
        try {
            assertThat(ControlSocket.ask(data, question)).isEmpty();
        } catch (IOException e) {
            assertThat(e).as("cut off while writing").isNotNull();
        }
    }

    @Test
    void callersSideBySide_areAllAnswered() throws Exception {
        try (ControlSocket socket = new ControlSocket(data, question -> question);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            socket.start();
            List<Callable<String>> callers = IntStream.range(0, 6)
                    .<Callable<String>>mapToObj(
                            n -> () -> ControlSocket.ask(data, "caller " + n).orElse("none"))
                    .toList();
            List<Future<String>> answers = threads.invokeAll(callers);
            for (int n = 0; n < answers.size(); n++) {
                assertThat(answers.get(n).get()).isEqualTo("caller " + n);
            }
        }
    }

    @Test
    void pathTooLongForASocket_isNoFailure() throws Exception {
        Path deep = Files.createDirectories(data.resolve("d".repeat(120)));
        try (ControlSocket socket = new ControlSocket(deep, question -> question)) {
            socket.start();
            assertThat(ControlSocket.ask(deep, "anybody?")).isEmpty();
        }
    }

    @Test
    void answerThatFails_closesTheConnectionOnly() throws Exception {
        assertThatThrownBy(() -> Json.parse("no json")).isInstanceOf(CommandFault.class);
        try (ControlSocket socket = new ControlSocket(data, question -> {
            if (question.equals("fail")) {
                throw new IllegalStateException("made to fail");
            }
            return question;
        })) {
            socket.start();
            assertNoAnswer("fail");
            assertThat(ControlSocket.ask(data, "still there?")).contains("still there?");
        }
    }
}
