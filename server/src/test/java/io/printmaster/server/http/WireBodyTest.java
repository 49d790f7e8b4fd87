package io.printmaster.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WireBodyTest {
    private final AtomicLong nanos = new AtomicLong();

    private WireBody body(int bytes, long limit) {
        return new WireBody(new ByteArrayInputStream(new byte[bytes]), limit, nanos::get);
    }

    @Test
    void bodyOfExactlyTheLimit_isRead_oneByteMore_isRefused() throws Exception {
        assertThat(body(100, 100).readAllBytes()).hasSize(100);
        assertThatThrownBy(() -> body(101, 100).readAllBytes())
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(413));
    }

    @Test
    void bodyWhoseCallerIsGone_isTheCallersFault() throws IOException {
        InputStream gone = InputStream.nullInputStream();
        gone.close();
        assertThatThrownBy(() -> new WireBody(gone, 100, nanos::get).readAllBytes())
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(400));
    }

    @Test
    void bodyDrippingIn_isCutOffAfterItsGrace() throws Exception {
        WireBody body = body(1_000, 10_000);
        nanos.set(Duration.ofSeconds(9).toNanos());
        assertThat(body.read()).isZero();
        nanos.set(Duration.ofSeconds(60).toNanos());
        assertThatThrownBy(body::read)
                .isInstanceOfSatisfying(
                        HttpProblem.class, p -> assertThat(p.status()).isEqualTo(408));
    }
}
