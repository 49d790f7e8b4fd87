package io.printmaster.agent.config;

import io.printmaster.agent.config.SnmpSettings.AuthProtocol;
import io.printmaster.agent.config.SnmpSettings.PrivProtocol;
import io.printmaster.agent.config.SnmpSettings.V3User;
import io.printmaster.program.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `v3_…` keys, which only make sense together.
final class V3UserReader {
    private static final int MIN_PASSWORD = 8;
    private static final List<Key> BESIDE_USER =
            List.of(Key.V3_AUTH, Key.V3_AUTH_PASSWORD, Key.V3_PRIV, Key.V3_PRIV_PASSWORD, Key.V3_CONTEXT);

    private V3UserReader() {}

    static Optional<V3User> read(Values values) {
        AuthProtocol auth = auth(values);
        PrivProtocol priv = priv(values);
        Optional<String> user = values.text(Key.V3_USER);
        if (user.isEmpty()) {
            BESIDE_USER.stream()
                    .filter(values::isGiven)
                    .findFirst()
                    .ifPresent(key -> values.wrong(key, "means nothing without v3_user"));
            return Optional.empty();
        }
        if (priv != PrivProtocol.NONE && auth == AuthProtocol.NONE) {
            values.wrong(Key.V3_PRIV, "privacy needs authentication; set v3_auth too");
        }
        return Optional.of(new V3User(
                user.get(),
                auth,
                password(values, Key.V3_AUTH_PASSWORD, auth != AuthProtocol.NONE, Key.V3_AUTH),
                priv,
                password(values, Key.V3_PRIV_PASSWORD, priv != PrivProtocol.NONE, Key.V3_PRIV),
                values.text(Key.V3_CONTEXT).orElse("")));
    }

    private static AuthProtocol auth(Values values) {
        Map<String, AuthProtocol> words = new LinkedHashMap<>(ConfigLoader.words(AuthProtocol.values()));
        words.put("sha", AuthProtocol.SHA1);
        return values.oneOf(Key.V3_AUTH, words);
    }

    private static PrivProtocol priv(Values values) {
        Map<String, PrivProtocol> words = new LinkedHashMap<>(ConfigLoader.words(PrivProtocol.values()));
        words.put("aes", PrivProtocol.AES128);
        return values.oneOf(Key.V3_PRIV, words);
    }

    private static Secret password(Values values, Key key, boolean needed, Key because) {
        Secret password = values.secret(key).orElse(new Secret(""));
        if (needed && password.reveal().length() < MIN_PASSWORD) {
            String message = "needs " + MIN_PASSWORD + " characters or more, because " + because.word() + " is set";
            values.wrong(key, message);
        } else if (!needed && !password.isEmpty()) {
            values.wrong(key, "means nothing without " + because.word());
        }
        return password;
    }
}
