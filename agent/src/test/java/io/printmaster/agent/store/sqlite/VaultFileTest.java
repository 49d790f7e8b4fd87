package io.printmaster.agent.store.sqlite;

import static io.printmaster.agent.store.TestPrinters.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.StoreFault.Kind;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TOKEN = "a-bearer-token-that-must-not-be-readable";

    @TempDir
    Path temporary;

    private DataDirectory directory;
    private Path database;
    private Path key;

    @BeforeEach
    void fill() {
        directory = DataDirectory.take(temporary.resolve("data"));
        database = directory.path().resolve("agent.db");
        key = directory.path().resolve("agent.key");
        try (SqliteVault vault = open()) {
            vault.put(Setting.AGENT_ID, "agent-01");
            vault.put(SecretSetting.BEARER_TOKEN, new Secret(TOKEN));
        }
    }

    @AfterEach
    void giveBack() {
        directory.close();
    }

    private SqliteVault open() {
        return SqliteVault.inFile(directory, RANDOM);
    }

    private void assertJoinAgain() {
        StoreFault fault = catchThrowableOfType(StoreFault.class, this::open);
        assertThat(fault.kind()).isEqualTo(Kind.JOIN_AGAIN);
        assertThat(fault).hasMessageContaining("join again: printmaster agent join");
    }

    @Test
    void secrets_areThereAfterARestart_butNotReadableInAnyFile() throws IOException {
        try (SqliteVault vault = open()) {
            assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(TOKEN));
            try (Stream<Path> files = Files.list(directory.path())) {
                for (Path file : files.toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("bearer-token");
                }
            }
        }
    }

    @Test
    void readOnlyLook_seesARunningAgentsSettings_andChangesNothing() {
        assertThat(SqliteVault.readOnly(temporary, temporary.resolve(SqliteVault.KEY_NAME), RANDOM))
                .isEmpty();
        try (SqliteVault vault = open();
                SqliteVault look = SqliteVault.readOnly(
                                directory.path(), directory.path().resolve(SqliteVault.KEY_NAME), RANDOM)
                        .orElseThrow()) {
            vault.put(Setting.SERVER_URL, "https://s");
            assertThat(look.setting(Setting.SERVER_URL)).contains("https://s");
            assertThat(look.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(TOKEN));
            assertThatThrownBy(() -> look.put(Setting.SERVER_URL, "x")).isInstanceOf(StoreFault.class);
        }
    }

    @Test
    void key_is32BytesOfTheOwnerAlone() throws IOException {
        assertThat(key).hasSize(32);
        for (Path file : List.of(key, database)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void databaseWithoutItsKey_isUseless() throws IOException {
        Files.delete(key);
        assertJoinAgain();
        assertThat(key).as("no new key hides the loss").doesNotExist();
    }

    @Test
    void databaseWithAnotherKey_isUseless() throws IOException {
        byte[] other = new byte[32];
        RANDOM.nextBytes(other);
        Files.write(key, other);
        assertJoinAgain();
        Files.write(key, new byte[5]);
        assertJoinAgain();
    }

    @Test
    void credentialOfSystemd_isTheKey_andNoKeyIsMadeBesideTheDatabase() throws IOException {
        Files.delete(database);
        Path credentials = Files.createDirectory(temporary.resolve("credentials"));
        Path credential = Files.move(key, credentials.resolve("agent.key"));
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
        assertThat(SqliteVault.keyFile(directory.path(), environment)).isEqualTo(credential);
        assertThat(SqliteVault.keyFile(directory.path(), Map.of())).isEqualTo(key);
        assertThat(SqliteVault.keyFile(directory.path(), Map.of("CREDENTIALS_DIRECTORY", temporary.toString())))
                .as("a service with other credentials only")
                .isEqualTo(key);

        try (SqliteVault vault = SqliteVault.inFile(directory, credential, RANDOM)) {
            vault.put(SecretSetting.BEARER_TOKEN, new Secret(TOKEN));
        }
        try (SqliteVault vault = SqliteVault.inFile(directory, credential, RANDOM)) {
            assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret(TOKEN));
        }
        assertThat(key).doesNotExist();
        assertJoinAgain();

        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        SqliteVault.startOver(directory, credential, clock, RANDOM).close();
        assertThat(credential).as("somebody else's to change").exists();
    }

    @Test
    void whatWasReplaced_isInNoPageOfAnyFile() throws IOException, SQLException {
        byte[] former = sealed();
        try (SqliteVault vault = open()) {
            vault.put(SecretSetting.BEARER_TOKEN, new Secret("another-token-of-another-length"));
            vault.remove(SecretSetting.BEARER_TOKEN);
        }
        try (Stream<Path> files = Files.list(directory.path())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(new String(former, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void exchangedRows_areNoticed() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE secrets SET name = 'join_token'");
        }
        assertJoinAgain();
    }

    @Test
    void damagedDatabase_meansJoinAgain_andNothingIsDeleted() throws IOException {
        Files.writeString(database, "no database at all. ".repeat(500));
        assertJoinAgain();
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        try (SqliteVault vault = SqliteVault.startOver(directory, clock, RANDOM)) {
            assertThat(vault.setting(Setting.AGENT_ID)).isEmpty();
            vault.put(SecretSetting.BEARER_TOKEN, new Secret("new"));
        }
        assertThat(directory.path().resolve("agent.db.damaged-20260301T120000Z"))
                .content()
                .startsWith("no database");
        assertThat(directory.path().resolve("agent.key.damaged-20260301T120000Z"))
                .exists();
        try (SqliteVault vault = open()) {
            assertThat(vault.secret(SecretSetting.BEARER_TOKEN)).contains(new Secret("new"));
        }
    }

    @Test
    void sameSecretTwice_isNeverSealedTheSameWay() {
        try (SqliteVault vault = open()) {
            vault.put(SecretSetting.BEARER_TOKEN, new Secret(TOKEN));
            byte[] first = sealed();
            vault.put(SecretSetting.BEARER_TOKEN, new Secret(TOKEN));
            assertThat(sealed()).isNotEqualTo(first);
        }
    }

    private byte[] sealed() {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("SELECT sealed FROM secrets").getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
