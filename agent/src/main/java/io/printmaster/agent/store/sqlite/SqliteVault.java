package io.printmaster.agent.store.sqlite;

import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.StoreFault.Kind;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `agent.db` and its key: the file `agent.key` beside it, or a credential of systemd of that name. Thread-safe.
public final class SqliteVault implements AgentVault {
    /// Its name in the data directory.
    public static final String FILE_NAME = "agent.db";

    /// The name of its key in the data directory.
    public static final String KEY_NAME = "agent.key";

    private static final String JOIN_AGAIN = "; join again: printmaster agent join <join string>";

    private final Database database;
    private final SealingKey key;
    private final SecureRandom random;

    private SqliteVault(Database database, SealingKey key, SecureRandom random) {
        this.database = database;
        this.key = key;
        this.random = random;
    }

    /// Opens `agent.db`, making it and its key at the first use.
    ///
    /// @throws StoreFault JOIN_AGAIN when the database is damaged, or its key is missing or another's;
    ///      NOT_WRITABLE, NEWER_SCHEMA, DISK_FULL
    public static SqliteVault inFile(DataDirectory directory, SecureRandom random) {
        return inFile(directory, directory.path().resolve(KEY_NAME), random);
    }

    /// The same with the key in another file; see [#keyFile].
    public static SqliteVault inFile(DataDirectory directory, Path key, SecureRandom random) {
        Path file = directory.path().resolve(FILE_NAME);
        Connection connection;
        try {
            connection = DatabaseFile.open(file, Schema.VAULT);
        } catch (StoreFault e) {
            throw joinAgainIfDamaged(e);
        }
        return unlocked(new Database(FILE_NAME, connection), key, random);
    }

    /// Where the key is: the credential `agent.key` that systemd gives to the service
    /// (`$CREDENTIALS_DIRECTORY`, see systemd.exec(5)), else the file in the data directory.
    public static Path keyFile(Path directory, Map<String, String> environment) {
        String credentials = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        if (!credentials.isEmpty()) {
            Path credential = Path.of(credentials).resolve(KEY_NAME);
            if (Files.exists(credential)) {
                return credential;
            }
        }
        return directory.resolve(KEY_NAME);
    }

    /// Looks into `agent.db`, also while an agent runs on it; every attempt to change it fails.
    ///
    /// @param directory the data directory
    /// @param key       as [#keyFile] finds it
    /// @return empty when there is no `agent.db` with a key
    /// @throws StoreFault as [#inFile]
    public static Optional<SqliteVault> readOnly(Path directory, Path key, SecureRandom random) {
        Path file = directory.resolve(FILE_NAME);
        if (!Files.exists(file) || !Files.exists(key)) {
            return Optional.empty();
        }
        Connection connection;
        try {
            connection = DatabaseFile.openReadOnly(file, Schema.VAULT);
        } catch (StoreFault e) {
            throw joinAgainIfDamaged(e);
        }
        return Optional.of(unlocked(Database.readOnly(FILE_NAME, connection), key, random));
    }

    private static StoreFault joinAgainIfDamaged(StoreFault e) {
        return e.kind() == Kind.DAMAGED ? new StoreFault(Kind.JOIN_AGAIN, e.getMessage() + JOIN_AGAIN, e) : e;
    }

    /// Makes sure that every secret can be read, or closes the database.
    private static SqliteVault unlocked(Database database, Path keyFile, SecureRandom random) {
        boolean open = false;
        try {
            SealingKey key = key(keyFile, database, random);
            SqliteVault vault = new SqliteVault(database, key, random);
            for (SecretSetting setting : SecretSetting.values()) {
                vault.secret(setting);
            }
            open = true;
            return vault;
        } finally {
            if (!open) {
                database.close();
            }
        }
    }

    /// Moves an unusable `agent.db` and its key aside and begins a new one: what a new join does after JOIN_AGAIN.
    public static SqliteVault startOver(DataDirectory directory, Clock clock, SecureRandom random) {
        return startOver(directory, directory.path().resolve(KEY_NAME), clock, random);
    }

    /// The same with the key in another file, which stays: it is somebody else's to change. See [#keyFile].
    public static SqliteVault startOver(DataDirectory directory, Path key, Clock clock, SecureRandom random) {
        DatabaseFile.moveAside(directory.path().resolve(FILE_NAME), clock.instant());
        DatabaseFile.moveAside(directory.path().resolve(KEY_NAME), clock.instant());
        return inFile(directory, key, random);
    }

    /// A vault that ends with the process.
    public static SqliteVault inMemory(SecureRandom random) {
        Database database = new Database(FILE_NAME, DatabaseFile.openMemory(FILE_NAME, Schema.VAULT));
        return new SqliteVault(database, SealingKey.random(random), random);
    }

    private static SealingKey key(Path file, Database database, SecureRandom random) {
        try {
            if (Files.exists(file)) {
                return SealingKey.read(file);
            }
            if (database.number("SELECT count(*) FROM secrets") > 0) {
                throw new StoreFault(
                        Kind.JOIN_AGAIN, "agent.db has no " + KEY_NAME + " (" + file + ")" + JOIN_AGAIN, null);
            }
            return SealingKey.create(file, random);
        } catch (GeneralSecurityException e) {
            throw new StoreFault(Kind.JOIN_AGAIN, file + " is damaged" + JOIN_AGAIN, e);
        } catch (IOException e) {
            throw new StoreFault(Kind.NOT_WRITABLE, file + " cannot be read or written by this user", e);
        }
    }

    @Override
    public Optional<String> setting(Setting setting) {
        return database.first("SELECT value FROM settings WHERE name = ?", row -> row.getString(1), word(setting));
    }

    @Override
    public void put(Setting setting, String value) {
        database.update("""
                INSERT INTO settings (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, word(setting), value);
    }

    @Override
    public void remove(Setting setting) {
        database.update("DELETE FROM settings WHERE name = ?", word(setting));
    }

    @Override
    public Optional<Secret> secret(SecretSetting setting) {
        String name = word(setting);
        return database.first(
                "SELECT nonce, sealed FROM secrets WHERE name = ?",
                row -> unsealed(name, row.getBytes(2), row.getBytes(1)),
                name);
    }

    private Secret unsealed(String name, byte[] sealed, byte[] nonce) {
        try {
            return new Secret(key.open(name, sealed, nonce));
        } catch (GeneralSecurityException e) {
            String message = "the secrets in agent.db do not fit " + KEY_NAME + JOIN_AGAIN;
            throw new StoreFault(Kind.JOIN_AGAIN, message, e);
        }
    }

    @Override
    public void put(SecretSetting setting, Secret value) {
        byte[] nonce = new byte[SealingKey.NONCE_BYTES];
        random.nextBytes(nonce);
        String name = word(setting);
        try {
            database.update("""
                    INSERT INTO secrets (name, nonce, sealed) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET nonce = excluded.nonce, sealed = excluded.sealed
                    """, name, nonce, key.seal(name, value.reveal(), nonce));
        } catch (GeneralSecurityException e) {
            throw new StoreFault(Kind.FAILED, "this Java cannot do AES-256-GCM", e);
        }
    }

    @Override
    public void remove(SecretSetting setting) {
        database.update("DELETE FROM secrets WHERE name = ?", word(setting));
    }

    @Override
    public Map<String, String> traceTags() {
        Map<String, String> tags = new LinkedHashMap<>();
        database.each("SELECT name, value FROM trace_tags ORDER BY name", row -> {
            tags.put(row.getString(1), row.getString(2));
            return true;
        });
        return Collections.unmodifiableMap(tags);
    }

    @Override
    public void putTraceTags(Map<String, String> tags) {
        database.transaction(() -> {
            int removed = database.update("DELETE FROM trace_tags");
            tags.forEach((name, value) ->
                    database.update("INSERT INTO trace_tags (name, value) VALUES (?, ?)", name, value));
            return removed;
        });
    }

    @Override
    public void transaction(Runnable block) {
        database.transaction(() -> {
            block.run();
            return true;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private static String word(Enum<?> setting) {
        return setting.name().toLowerCase(Locale.ROOT);
    }
}
