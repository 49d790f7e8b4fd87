package io.printmaster.agent.run;

import io.printmaster.agent.config.StorageSettings;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.DeviceStore;
import io.printmaster.agent.store.Ledger;
import io.printmaster.agent.store.StoreFault;
import io.printmaster.agent.store.sqlite.SqliteDeviceStore;
import io.printmaster.agent.store.sqlite.SqliteVault;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The part of `doctor` that looks at this machine: directory, disk, databases, ledger. Only reads.
final class HomeChecks {
    private static final long TOO_LITTLE = 20L << 20;
    private static final long LITTLE = 300L << 20;

    private final StorageSettings storage;
    private final Path key;
    private final Optional<ObjectNode> running;

    /// @param key     the file that holds the key of `agent.db`
    /// @param running the status of the running agent; empty when none runs
    HomeChecks(StorageSettings storage, Path key, Optional<ObjectNode> running) {
        this.storage = storage;
        this.key = key;
        this.running = running;
    }

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        found.add(directory());
        found.add(space());
        found.add(identity());
        found.add(readings());
        found.add(
                running.isPresent()
                        ? Finding.ok("agent", "runs, version " + Json.text(running.get(), "version"))
                        : Finding.warning("agent", "does not run", "start it with: printmaster agent run"));
        found.add(ledger());
        return found;
    }

    private Finding directory() {
        String check = "data directory";
        Path data = storage.dataDirectory();
        if (!Files.isDirectory(data)) {
            return Finding.warning(check, data + " does not exist yet", "join or run makes it");
        }
        if (!Files.isWritable(data)) {
            return Finding.failed(
                    check,
                    data + " cannot be written by this user",
                    "run as its owner, change its owner, or set [storage] data_dir");
        }
        try {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(data));
            return mode.endsWith("------")
                    ? Finding.ok(check, data + ", " + mode)
                    : Finding.failed(check, data + " is open to others (" + mode + ")", "chmod 700 " + data);
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.ok(check, data.toString());
        }
    }

    private Finding space() {
        String check = "disk space";
        Path there = storage.dataDirectory();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            return Finding.skipped(check, "no part of the data directory's path exists");
        }
        try {
            FileStore disk = Files.getFileStore(there);
            long free = disk.getUsableSpace();
            String text = free / 1_000_000 + " MB free";
            if (disk.isReadOnly()) {
                return Finding.failed(
                        check, "the disk is read-only", "mount it for writing, or set [storage] data_dir");
            }
            String mend = "make room: an outage may need some hundred megabytes";
            if (free < TOO_LITTLE) {
                return Finding.failed(check, text, mend);
            }
            return free < LITTLE ? Finding.warning(check, text, mend) : Finding.ok(check, text);
        } catch (IOException e) {
            return Finding.failed(check, "the disk cannot be looked at: " + e.getMessage(), "mend the disk");
        }
    }

    private Finding identity() {
        String check = "agent.db";
        Optional<SqliteVault> vault = Optional.empty();
        try {
            vault = SqliteVault.readOnly(storage.dataDirectory(), key, new SecureRandom());
            if (vault.isEmpty() && Files.exists(storage.dataDirectory().resolve(SqliteVault.FILE_NAME))) {
                return Finding.failed(
                        check,
                        "its key " + key + " is missing",
                        "restore the key file, or join again: printmaster agent join JOIN_STRING");
            }
            if (vault.isEmpty()) {
                return Finding.warning(check, "is not there yet", "join a server: printmaster agent join JOIN_STRING");
            }
            // Reading a secret also proves the key file.
            boolean joined = vault.get().secret(SecretSetting.BEARER_TOKEN).isPresent();
            return Finding.ok(check, "is readable" + (joined ? ", with a token in it" : ", without a token"));
        } catch (StoreFault e) {
            return Finding.failed(
                    check,
                    String.valueOf(e.getMessage()),
                    "restore it with its key file, or join again: printmaster agent join JOIN_STRING");
        } finally {
            vault.ifPresent(SqliteVault::close);
        }
    }

    private Finding readings() {
        String check = "devices.db";
        if (running.isPresent()
                && !running.get().at("/storage/fault").asString("").isEmpty()) {
            return Finding.failed(
                    check,
                    running.get().at("/storage/fault").asString(""),
                    "make room in " + storage.dataDirectory() + ", or mend the disk; the agent tries again by itself");
        }
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(storage.dataDirectory()).orElse(null)) {
            return store == null
                    ? Finding.ok(check, "is not on the disk; readings are in memory, or there are none")
                    : Finding.ok(check, "is readable, " + store.printers().count() + " printers");
        } catch (StoreFault e) {
            return Finding.failed(
                    check,
                    String.valueOf(e.getMessage()),
                    "restart the agent: it takes over what can be read and keeps the damaged file beside");
        }
    }

    private Finding ledger() {
        String check = "ledger";
        if (running.isPresent()) {
            return balance(
                    check,
                    running.get().at("/ledger/balanced").asBoolean(false),
                    running.get().at("/ledger/collected").asLong(0),
                    running.get().at("/ledger/parked").asLong(0));
        }
        try (DeviceStore store =
                SqliteDeviceStore.readOnly(storage.dataDirectory()).orElse(null)) {
            if (store == null) {
                return Finding.skipped(check, "there is none on the disk");
            }
            Ledger ledger = store.outbox().ledger();
            return balance(check, ledger.balanced(), ledger.collected(), ledger.parked());
        } catch (StoreFault e) {
            return Finding.skipped(check, "devices.db cannot be read");
        }
    }

    private static Finding balance(String check, boolean balanced, long collected, long parked) {
        if (!balanced) {
            return Finding.failed(
                    check,
                    "does not balance",
                    "please report this with the output of: printmaster agent status --json");
        }
        return parked == 0
                ? Finding.ok(check, "balances, " + collected + " records collected")
                : Finding.warning(
                        check,
                        "balances; " + parked + " records are set aside, refused by the server",
                        "see why: printmaster agent queue ls; send them again: printmaster agent queue flush"
                                + " --retry-parked");
    }
}
