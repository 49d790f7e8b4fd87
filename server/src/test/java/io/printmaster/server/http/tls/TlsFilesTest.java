package io.printmaster.server.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServerNames NAMES = new ServerNames(Set.of("localhost"), Set.of("127.0.0.1"));

    @TempDir
    Path directory;

    private TlsFiles at(Instant now) {
        return new TlsFiles(directory, Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
    }

    @Test
    void certificate_isKept_untilItNearsItsEnd_andTheCaForEver() throws Exception {
        TlsKeys first = at(START).own(NAMES);
        TlsKeys later = at(START.plus(Duration.ofDays(300))).own(NAMES);
        TlsKeys renewed = at(START.plus(Duration.ofDays(350))).own(NAMES);

        assertThat(later.chain()).isEqualTo(first.chain());
        assertThat(renewed.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
        assertThat(renewed.anchor()).isEqualTo(first.anchor());
        renewed.chain().getFirst().verify(first.anchor().getPublicKey());
    }

    @Test
    void newName_makesANewCertificate() throws Exception {
        at(START).own(NAMES);
        ServerNames more = new ServerNames(Set.of("localhost", "print.example.com"), Set.of("127.0.0.1", "10.1.2.3"));
        TlsKeys keys = at(START).own(more);
        assertThat(TlsFiles.namesOf(keys.chain().getFirst())).isEqualTo(more);
    }

    @Test
    void keys_areForTheirOwnerOnly() throws Exception {
        at(START).own(NAMES);
        for (String name : List.of("ca.key", "ca.pem", "server.key", "server.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            directory.resolve("tls").resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void damagedCaKey_isTold_andNotReplaced() throws Exception {
        at(START).own(NAMES);
        Path key = directory.resolve("tls/ca.key");
        Files.writeString(key, "rubbish");
        assertThatThrownBy(() -> at(START).own(NAMES))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("ca.key");
        assertThat(key).hasContent("rubbish");
    }

    @Test
    void givenCertificate_isTaken_unlessItDoesNotFitItsKeyOrIsExpired() throws Exception {
        TlsKeys own = at(START).own(NAMES);
        Path tls = directory.resolve("tls");
        assertThat(TlsFiles.given(tls.resolve("server.pem"), tls.resolve("server.key"), START)
                        .chain())
                .isEqualTo(own.chain());
        assertThatThrownBy(() -> TlsFiles.given(tls.resolve("server.pem"), tls.resolve("ca.key"), START))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() -> TlsFiles.given(
                        tls.resolve("server.pem"), tls.resolve("server.key"), START.plus(Duration.ofDays(500))))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void pin_is43CharactersOfBase64url() throws Exception {
        assertThat(TlsFiles.pin(at(START).own(NAMES).anchor())).matches("[A-Za-z0-9_-]{43}");
    }
}
