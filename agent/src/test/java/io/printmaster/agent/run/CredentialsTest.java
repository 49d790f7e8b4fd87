package io.printmaster.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.printmaster.agent.config.SnmpSettings;
import io.printmaster.agent.config.SnmpSettings.AuthProtocol;
import io.printmaster.agent.config.SnmpSettings.PrivProtocol;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.agent.config.SnmpVersion;
import io.printmaster.agent.discover.CredentialBook;
import io.printmaster.agent.snmp.SnmpCredential;
import io.printmaster.program.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    @Test
    void communities_comeInTheOrderOfVersionsAndThenOfWriting() {
        List<SnmpCredential> credentials = everywhere(
                settings(List.of(SnmpVersion.V2C, SnmpVersion.V1), List.of("public", "site"), Optional.empty()));

        assertThat(credentials)
                .extracting(SnmpCredential::name)
                .containsExactly("v2c-community-1", "v2c-community-2", "v1-community-1", "v1-community-2");
        assertThat(credentials.get(1))
                .isEqualTo(new SnmpCredential.Community(
                        "v2c-community-2", SnmpCredential.Version.V2C, new Secret("site")));
        assertThat(credentials.toString()).doesNotContain("site");
    }

    @ParameterizedTest
    @EnumSource(AuthProtocol.class)
    void authentication_isTheOneOfThatName(AuthProtocol protocol) {
        V3User user = new V3User("u", protocol, new Secret("12345678"), PrivProtocol.NONE, new Secret(""), "ctx");

        SnmpCredential.User made = made(user);

        assertThat(made.auth().name()).isEqualTo(protocol == AuthProtocol.SHA1 ? "SHA" : protocol.name());
        assertThat(made.contextName()).isEqualTo("ctx");
    }

    @ParameterizedTest
    @EnumSource(PrivProtocol.class)
    void privacy_isTheOneOfThatName(PrivProtocol protocol) {
        V3User user =
                new V3User("u", AuthProtocol.SHA256, new Secret("12345678"), protocol, new Secret("87654321"), "");

        assertThat(made(user).priv().name()).isEqualTo(protocol.name());
    }

    private static SnmpCredential.User made(V3User user) {
        List<SnmpCredential> credentials =
                everywhere(settings(List.of(SnmpVersion.V3), List.of("public"), Optional.of(user)));
        assertThat(credentials).hasSize(1);
        return (SnmpCredential.User) credentials.getFirst();
    }

    private static SnmpSettings settings(List<SnmpVersion> versions, List<String> communities, Optional<V3User> user) {
        return new SnmpSettings(
                communities.stream().map(Secret::new).toList(), versions, 161, Duration.ofSeconds(2), 2, user);
    }

    private static List<SnmpCredential> everywhere(SnmpSettings settings) {
        return Credentials.of(settings).usual();
    }

    private static SnmpSettings withRange(String range) {
        return new SnmpSettings(
                List.of(new Secret("public")),
                List.of(SnmpVersion.V2C),
                161,
                Duration.ofSeconds(2),
                2,
                Optional.empty(),
                List.of(new SnmpSettings.ForRange(
                        range, List.of(new Secret("north")), List.of(SnmpVersion.V2C), Optional.empty())));
    }

    @Test
    void range_hasItsOwnCredentialsAndNames() {
        CredentialBook book = Credentials.of(withRange("10.1.0.0/16, 10.3.0.7"));

        assertThat(book.at(InetAddress.ofLiteral("10.1.2.3")))
                .extracting(SnmpCredential::name)
                .containsExactly("10.1.0.0/16, 10.3.0.7 v2c-community-1");
        assertThat(book.at(InetAddress.ofLiteral("10.3.0.7"))).isEqualTo(book.at(InetAddress.ofLiteral("10.1.2.3")));
        assertThat(book.at(InetAddress.ofLiteral("10.2.0.1")))
                .extracting(SnmpCredential::name)
                .containsExactly("v2c-community-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/99", "printer.example.org", "10.1.0.0/16 nonsense/"})
    void rangeThatCannotBeUnderstood_isWrongUsageWithItsSection(String range) {
        assertThatThrownBy(() -> Credentials.of(withRange(range)))
                .isInstanceOf(CommandFault.class)
                .hasMessageContaining("[snmp." + range + "]");
    }
}
