package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.agent.upload.JoinResult;
import io.printmaster.program.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoiningTest {
    @Test
    void detailWithAFullStop_becomesOneSentenceBeforeTheAdvice() {
        List<JoinResult> results = List.of(
                new JoinResult.Denied("invalid_join_token", "This join token is used up."),
                new JoinResult.WrongServer("Another server."),
                new JoinResult.Unreachable("Connection refused."));

        assertThat(results)
                .extracting(r -> Joining.of(r).text())
                .allSatisfy(text -> assertThat(text).doesNotContain("..", ".;"));
    }

    @Test
    void denial_saysWhatToDo() {
        Joining joining = Joining.of(new JoinResult.Denied("invalid_join_token", "This join token is used up."));

        assertThat(joining.exitCode()).isEqualTo(ExitCode.NOT_JOINED);
        assertThat(joining.text())
                .isEqualTo("This join token is used up. Ask the server's admin for a new join string"
                        + " (printmaster server join-token)");
    }
}
