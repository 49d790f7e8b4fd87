package io.printmaster.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @Test
    void hosts_portsAndPercentEncoding_areRead() {
        PostgresUrl url = PostgresUrl.parse("postgresql://o%40ps:p%3A%2F%25@db1:6432,db2,[::1]:7/print%20master");
        assertThat(url.hosts()).containsExactly("db1:6432", "db2:5432", "[::1]:7");
        assertThat(url.user()).isEqualTo("o@ps");
        assertThat(url.password()).isEqualTo("p:/%");
        assertThat(url.database()).isEqualTo("print master");
    }

    @Test
    void plusSign_inAPassword_staysOne() {
        assertThat(PostgresUrl.parse("postgres://u:a+b@h/d").password()).isEqualTo("a+b");
    }

    @Test
    void severalHosts_meanThePrimary_unlessToldOtherwise() {
        assertThat(PostgresUrl.parse("postgres://u@a,b/d").jdbc())
                .startsWith("jdbc:postgresql://a:5432,b:5432/d?")
                .contains("targetServerType=primary");
        assertThat(PostgresUrl.parse("postgres://u@a/d?targetServerType=any").jdbc())
                .contains("targetServerType=any")
                .doesNotContain("primary");
    }

    @Test
    void tlsOptions_arePassedOn() {
        assertThat(PostgresUrl.parse("postgres://u@a/d?sslmode=verify-full&sslrootcert=/etc/db.pem")
                        .jdbc())
                .contains("sslmode=verify-full", "sslrootcert=%2Fetc%2Fdb.pem");
    }

    @Test
    void password_isInNoText() {
        PostgresUrl url = PostgresUrl.parse("postgres://u:hidden@a,b/d");
        assertThat(url.toString()).isEqualTo("postgres://u@a:5432,b:5432/d");
        assertThat(url.jdbc()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:hidden@h/d",
                "postgres://u:hidden@h",
                "postgres://h/d",
                "postgres://u:hidden@h:x/d",
                "postgres://u:hidden@h:99999/d",
                "postgres://u:hidden@,/d",
                "postgres://u:hidden%zz@h/d",
                "postgres://u:hidden@h/d?sslmod=require",
                "postgres://u:hidden@h/d?password=x"
            })
    void whatIsWrong_isToldWithoutThePassword(String url) {
        assertThatThrownBy(() -> PostgresUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("database_url cannot be used: ")
                .hasMessageNotContaining("hidden");
    }
}
