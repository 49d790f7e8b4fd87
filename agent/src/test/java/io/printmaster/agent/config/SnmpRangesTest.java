package io.printmaster.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.printmaster.program.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sections `[snmp.RANGE]`, and the switches of the sweep.
class SnmpRangesTest {
    private static final String USER = """
            v3_user = reader
            v3_auth = sha256
            v3_auth_password = auth-pass-1
            """;

    @TempDir
    Path directory;

    private ConfigResult load(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("config.ini"), text);
        return ConfigLoader.load(
                new ConfigSources(Optional.of(file), List.of(), Map.of(), Map.of(), directory.resolve("data")));
    }

    private SnmpSettings snmp(String text) throws IOException {
        return ((ConfigResult.Valid) load(text)).settings().snmp();
    }

    private List<String> problems(String text) throws IOException {
        return ((ConfigResult.Invalid) load(text))
                .problems().stream().map(Problem::toString).toList();
    }

    @Test
    void section_saysWhatHoldsInItsRangeInstead() throws IOException {
        SnmpSettings snmp = snmp("""
                [snmp]
                community = public, site

                [snmp.10.1.0.0/16]
                community = north

                [snmp.10.2.0.0/16, 10.3.0.7]
                version = 1
                """);

        assertThat(snmp.communities()).containsExactly(new Secret("public"), new Secret("site"));
        assertThat(snmp.ranges()).hasSize(2);
        SnmpSettings.ForRange north = snmp.ranges().getFirst();
        assertThat(north.range()).isEqualTo("10.1.0.0/16");
        assertThat(north.communities()).containsExactly(new Secret("north"));
        assertThat(north.versions()).containsExactly(SnmpVersion.V2C, SnmpVersion.V1);
        SnmpSettings.ForRange south = snmp.ranges().getLast();
        assertThat(south.range()).isEqualTo("10.2.0.0/16, 10.3.0.7");
        assertThat(south.communities()).isEqualTo(snmp.communities());
        assertThat(south.versions()).containsExactly(SnmpVersion.V1);
    }

    @Test
    void userOfARange_isTriedOnlyThere_andFirst() throws IOException {
        SnmpSettings snmp = snmp("[snmp.10.1.0.0/16]\n" + USER);

        assertThat(snmp.v3()).isEmpty();
        assertThat(snmp.ranges().getFirst().v3()).isPresent();
        assertThat(snmp.ranges().getFirst().versions())
                .containsExactly(SnmpVersion.V3, SnmpVersion.V2C, SnmpVersion.V1);
    }

    @Test
    void userOfSnmp_holdsInRangesUnlessTheyAskForOtherVersions() throws IOException {
        SnmpSettings snmp = snmp("[snmp]\n" + USER + """
                [snmp.10.1.0.0/16]
                community = north
                [snmp.10.2.0.0/16]
                version = 2c
                """);

        assertThat(snmp.ranges().getFirst().v3()).isEqualTo(snmp.v3());
        assertThat(snmp.ranges().getLast().v3()).isEmpty();
        assertThat(snmp.ranges().getLast().versions()).containsExactly(SnmpVersion.V2C);
    }

    @Test
    void wrongKeysInARange_areSaidWithWhatWasMeant() throws IOException {
        assertThat(problems("""
                [snmp.10.1.0.0/16]
                comunity = north
                port = 1161
                community = a
                community = b
                [snmpp.10.1.0.0/16]
                community = c
                """))
                .hasSize(4)
                .anySatisfy(p -> assertThat(p).contains("unknown key comunity", "did you mean \"community\"?"))
                .anySatisfy(p -> assertThat(p).contains("port", "put it into section [snmp]"))
                .anySatisfy(p -> assertThat(p).contains("community is already set in line 4"))
                .anySatisfy(p -> assertThat(p).contains("unknown section [snmpp.10.1.0.0/16]"));
    }

    @Test
    void oneUserName_hasOneSetOfPasswords() throws IOException {
        assertThat(problems("[snmp]\n" + USER + "[snmp.10.1.0.0/16]\n" + USER.replace("pass-1", "pass-2")))
                .singleElement()
                .asString()
                .contains("v3_user = reader", "other passwords")
                .doesNotContain("auth-pass");
    }

    @Test
    void secretsOfARange_areNotShown() throws IOException {
        ConfigResult.Valid valid = (ConfigResult.Valid) load("[snmp.10.1.0.0/16]\ncommunity = north");

        assertThat(valid.values())
                .filteredOn(value -> value.section().equals("snmp.10.1.0.0/16"))
                .singleElement()
                .satisfies(value -> assertThat(value.shown()).isEqualTo("***"));
    }

    @Test
    void switchesOfTheSweep_haveDefaultsAndBounds() throws IOException {
        ConfigResult.Valid usual = (ConfigResult.Valid) load("");
        ConfigResult.Valid other = (ConfigResult.Valid)
                load("[discovery]\non_link_rate = 100\nbroadcast = no\narp = off\ntrap_port = 1162");

        assertThat(usual.settings().discovery().sweep()).isEqualTo(new DiscoverySettings.Sweep(300, true, true, 162));
        assertThat(other.settings().discovery().sweep())
                .isEqualTo(new DiscoverySettings.Sweep(100, false, false, 1162));
        assertThat(problems("[discovery]\ntrap_port = 70000\non_link_rate = 0")).hasSize(2);
    }
}
