package io.printmaster.agent.run;

import io.printmaster.agent.config.SnmpSettings.AuthProtocol;
import io.printmaster.agent.config.SnmpSettings.PrivProtocol;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.program.ExitCode;
import io.printmaster.program.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The user of SNMPv3 (RFC 3414) on the command line. A password in a file does not show in the list of processes.
final class V3Options {
    private static final int MIN_PASSWORD = 8;
    private static final int MAX_FILE_BYTES = 4096;
    private static final Map<String, AuthProtocol> AUTH = Map.of(
            "none", AuthProtocol.NONE,
            "md5", AuthProtocol.MD5,
            "sha", AuthProtocol.SHA1,
            "sha1", AuthProtocol.SHA1,
            "sha224", AuthProtocol.SHA224,
            "sha256", AuthProtocol.SHA256,
            "sha384", AuthProtocol.SHA384,
            "sha512", AuthProtocol.SHA512);
    private static final Map<String, PrivProtocol> PRIV = Map.of(
            "none", PrivProtocol.NONE,
            "des", PrivProtocol.DES,
            "aes", PrivProtocol.AES128,
            "aes128", PrivProtocol.AES128,
            "aes192", PrivProtocol.AES192,
            "aes256", PrivProtocol.AES256);

    @Option(names = "--v3-user", paramLabel = "NAME", description = "User of SNMPv3, which is then asked too.")
    private @Nullable String user;

    @Option(
            names = "--v3-auth",
            paramLabel = "PROTOCOL",
            description = "none, md5, sha, sha224, sha256, sha384 or sha512. Default: none.")
    private String auth = "none";

    @Option(names = "--v3-auth-password", paramLabel = "WORD", description = "8 characters or more; better in a file.")
    private @Nullable String authPassword;

    @Option(names = "--v3-auth-password-file", paramLabel = "FILE", description = "File whose first line it is.")
    private @Nullable Path authPasswordFile;

    @Option(
            names = "--v3-priv",
            paramLabel = "PROTOCOL",
            description = "none, des, aes128, aes192 or aes256. Default: none.")
    private String priv = "none";

    @Option(names = "--v3-priv-password", paramLabel = "WORD", description = "8 characters or more; better in a file.")
    private @Nullable String privPassword;

    @Option(names = "--v3-priv-password-file", paramLabel = "FILE", description = "File whose first line it is.")
    private @Nullable Path privPasswordFile;

    @Option(names = "--v3-context", paramLabel = "NAME", description = "Context; most devices have none.")
    private String context = "";

    /// The user; empty when none is given.
    ///
    /// @throws CommandFault when the options do not fit together
    Optional<V3User> user() {
        AuthProtocol authentication = word("--v3-auth", auth, AUTH);
        PrivProtocol privacy = word("--v3-priv", priv, PRIV);
        if (user == null || user.isBlank()) {
            if (user != null || others()) {
                throw wrong("the --v3 options need --v3-user");
            }
            return Optional.empty();
        }
        Secret first = password("--v3-auth", authentication != AuthProtocol.NONE, authPassword, authPasswordFile);
        Secret second = password("--v3-priv", privacy != PrivProtocol.NONE, privPassword, privPasswordFile);
        if (privacy != PrivProtocol.NONE && authentication == AuthProtocol.NONE) {
            throw wrong("--v3-priv needs --v3-auth too");
        }
        return Optional.of(new V3User(user, authentication, first, privacy, second, context));
    }

    private boolean others() {
        return !auth.equals("none")
                || !priv.equals("none")
                || !context.isEmpty()
                || Stream.of(authPassword, authPasswordFile, privPassword, privPasswordFile)
                        .anyMatch(Objects::nonNull);
    }

    private static <T> T word(String option, String word, Map<String, T> meanings) {
        T meaning = meanings.get(word.strip().toLowerCase(Locale.ROOT).replace("-", ""));
        if (meaning == null) {
            throw wrong(option + " is one of "
                    + String.join(", ", meanings.keySet().stream().sorted().toList()) + ", not \"" + word + "\"");
        }
        return meaning;
    }

    private static Secret password(String option, boolean needed, @Nullable String word, @Nullable Path file) {
        if (word != null && file != null) {
            throw wrong("give either " + option + "-password or " + option + "-password-file");
        }
        String password = file == null ? Optional.ofNullable(word).orElse("") : firstLine(file);
        if (needed && password.length() < MIN_PASSWORD) {
            throw wrong(option + "-password needs " + MIN_PASSWORD + " characters or more");
        }
        if (!needed && (word != null || file != null)) {
            throw wrong(option + "-password means nothing without " + option);
        }
        return new Secret(password);
    }

    private static String firstLine(Path file) {
        try (var in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CommandFault(ExitCode.USAGE, "the password file " + file + " cannot be read", e);
        }
    }

    private static CommandFault wrong(String text) {
        return new CommandFault(ExitCode.USAGE, text);
    }
}
