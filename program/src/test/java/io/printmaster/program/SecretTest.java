package io.printmaster.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretTest {

    @Test
    void secret_printsNothingOfItself() {
        Secret secret = new Secret("AbCdEfGhIjKlMnOpQrStUvWx");

        assertThat("" + secret).isEqualTo("***");
        assertThat(secret.cut()).isEqualTo("AbCdEfGh...");
        assertThat(new Secret("short").cut()).isEqualTo("sh...");
        assertThat(secret).isEqualTo(new Secret("AbCdEfGhIjKlMnOpQrStUvWx")).isNotEqualTo(new Secret("x"));
    }
}
