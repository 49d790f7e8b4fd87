package io.printmaster.agent.web;

import static io.printmaster.agent.web.TestStatus.LEDGER;
import static io.printmaster.agent.web.TestStatus.NOON;
import static io.printmaster.agent.web.TestStatus.line;
import static io.printmaster.agent.web.TestStatus.storage;
import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.upload.ConnectionState;
import io.printmaster.program.ExitCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static AgentStatus.Connection connection(Duration skew) {
        return new AgentStatus.Connection(
                "https://server.example",
                true,
                true,
                Optional.of(line(ConnectionState.ONLINE, "")),
                Duration.ZERO,
                Optional.of(skew));
    }

    @Test
    void everyState_hasASentence_andAllButTheGoodOnesSayWhatToDo() {
        for (ConnectionState state : ConnectionState.values()) {
            Verdict verdict = Verdict.of(TestStatus.of(line(state, "some cause")));

            assertThat(verdict.text()).isNotBlank();
            switch (state) {
                case ONLINE -> assertThat(verdict.tone()).isEqualTo(Verdict.Tone.OK);
                case CONNECTING -> assertThat(verdict.tone()).isEqualTo(Verdict.Tone.WARN);
                case AWAY, WRONG_ADDRESS, JOIN_AGAIN, FORBIDDEN -> {
                    assertThat(verdict.text()).contains("some cause");
                    assertThat(verdict.next()).isNotBlank();
                    assertThat(verdict.exitCode()).isNotEqualTo(ExitCode.OK);
                }
                case NOT_JOINED -> assertThat(verdict.sentence()).contains("agent join JOIN_STRING");
            }
        }
    }

    @Test
    void connectedButBroken_isNotGreen() {
        AgentStatus.Connection well = connection(Duration.ZERO);
        Ledger parked = new Ledger(10, 7, 2, 1, 0, 0);
        Ledger lost = new Ledger(10, 7, 2, 0, 0, 0);

        assertThat(Verdict.of(TestStatus.of(well, storage(""), LEDGER, Optional.empty()))
                        .tone())
                .isEqualTo(Verdict.Tone.OK);
        assertThat(Verdict.of(TestStatus.of(well, storage("no space left"), LEDGER, Optional.empty()))
                        .sentence())
                .contains("no space left", "make room");
        assertThat(Verdict.of(TestStatus.of(well, storage(""), parked, Optional.empty()))
                        .sentence())
                .contains("1 record is set aside", "queue ls");
        assertThat(Verdict.of(TestStatus.of(well, storage(""), lost, Optional.empty()))
                        .tone())
                .isEqualTo(Verdict.Tone.BAD);
        assertThat(Verdict.of(TestStatus.of(well, storage(""), LEDGER, Optional.of(NOON.minusSeconds(3_600))))
                        .sentence())
                .contains("waits for 1 h");
        assertThat(Verdict.of(TestStatus.of(connection(Duration.ofHours(-2)), storage(""), LEDGER, Optional.empty()))
                        .sentence())
                .contains("clock is 2 h ahead of the server's");
    }
}
