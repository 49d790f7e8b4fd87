package io.printmaster.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    Path directory;

    private List<String> problems(Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file, environment, options))
                .problems();
    }

    @Test
    void defaults_listenEverywhereOn9090() throws Exception {
        ServerConfig config = ConfigReader.read(Optional.empty(), Map.of("HOME", directory.toString()), Map.of());
        assertThat(config.listenHost()).isEqualTo("0.0.0.0");
        assertThat(config.listenPort()).isEqualTo(9090);
        assertThat(config.dataDir()).isEqualTo(directory.resolve(".printmaster/server"));
        assertThat(config.logLevel()).isEqualTo("info");
    }

    @Test
    void commandLine_winsOverEnvironment_overFile() throws Exception {
        Path file = Files.writeString(
                directory.resolve("server.ini"),
                "# ours\n[server]\nlisten = [::1]:1000 ; local\nlog_level = debug\npublic_url = https://a.example:1/\n");
        ServerConfig config = ConfigReader.read(
                Optional.of(file),
                Map.of("PRINTMASTER_SERVER_LOG_LEVEL", "warn", "PRINTMASTER_SERVER_PUBLIC_URL", "https://b.example"),
                Map.of("public_url", "https://c.example"));
        assertThat(config.listenHost()).isEqualTo("::1");
        assertThat(config.listenPort()).isEqualTo(1000);
        assertThat(config.logLevel()).isEqualTo("warn");
        assertThat(config.publicUrl()).hasToString("Optional[https://c.example]");
    }

    @Test
    void everyProblem_isToldAtOnce_withItsOrigin() throws Exception {
        Path file = Files.writeString(
                directory.resolve("server.ini"),
                "[server]\nlisten = nowhere\nlog_levl = info\ntls_cert = a.pem\npublic_url = http://x\nrubbish\n");
        assertThat(problems(
                        Optional.of(file),
                        Map.of("INIT_SECRET", "short"),
                        Map.of("database_url", "mysql://u:hidden@x/y")))
                .hasSize(7)
                .anyMatch(p -> p.contains("line 2") && p.contains("0.0.0.0:9090"))
                .anyMatch(p -> p.contains("line 3") && p.contains("did you mean \"log_level\""))
                .anyMatch(p -> p.contains("tls_cert and tls_key"))
                .anyMatch(p -> p.contains("public_url"))
                .anyMatch(p -> p.contains("line 6"))
                .anyMatch(p -> p.contains("INIT_SECRET"))
                .anyMatch(p -> p.contains("--database-url") && p.contains("postgres://") && !p.contains("hidden"));
    }

    @Test
    void missingFile_isAProblem() {
        assertThat(problems(Optional.of(directory.resolve("none.ini")), Map.of(), Map.of()))
                .singleElement()
                .asString()
                .contains("does not exist");
    }

    @Test
    void databaseUrl_canComeFromAFile_andIsNotShown() throws Exception {
        Path file = Files.writeString(directory.resolve("url"), "postgres://u:hidden@db1,db2/printmaster\n");
        ServerConfig config = ConfigReader.read(
                Optional.empty(), Map.of("PRINTMASTER_SERVER_DATABASE_URL_FILE", file.toString()), Map.of());
        assertThat(config.databaseUrl()).contains("postgres://u:hidden@db1,db2/printmaster");
        assertThat(config.toString()).doesNotContain("hidden");
    }
}
