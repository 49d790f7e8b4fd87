package io.printmaster.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void password_matchesItsHashOnly() {
        String hash = passwords.hash("correct horse battery");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("correct horse battery", hash)).isTrue();
        assertThat(passwords.matches("Correct horse battery", hash)).isFalse();
        assertThat(passwords.matches("anything", "")).isFalse();
        assertThat(passwords.hash("correct horse battery")).isNotEqualTo(hash);
    }

    @Test
    void generatedPassword_isLong_andAlwaysAnother() {
        assertThat(passwords.generate()).hasSize(23).isNotEqualTo(passwords.generate());
        assertThat(Passwords.weakness(passwords.generate(), "admin")).isEmpty();
        assertThat(Passwords.weakness("short", "admin")).isNotEmpty();
        assertThat(Passwords.weakness("aaaaaaaaaaaaaaa", "admin")).isNotEmpty();
    }
}
