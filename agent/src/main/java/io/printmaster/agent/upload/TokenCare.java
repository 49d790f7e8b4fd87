package io.printmaster.agent.upload;

import io.printmaster.agent.send.Outcome;
import io.printmaster.agent.store.AgentVault;
import io.printmaster.agent.store.AgentVault.SecretSetting;
import io.printmaster.agent.store.AgentVault.Setting;
import io.printmaster.program.Secret;
import io.printmaster.wire.TokenAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The exchange of the bearer token: when it is due, and what is kept, so that at every moment the vault holds a token
/// that the server takes. A new one is kept, with the former one beside it, before it is used; the former one goes when
/// the new one has worked, and comes back when it does not. Thread-safe as the vault is.
final class TokenCare {
    private static final Logger log = LoggerFactory.getLogger(TokenCare.class);
    private static final Duration AGAIN = Duration.ofHours(1);
    /// A server that was away in the middle of an exchange is asked again as soon as it is back.
    private static final Duration WHEN_BACK = Duration.ofMinutes(1);
    /// A server that cannot exchange tokens may be replaced by one that can.
    private static final Duration NOT_SUPPORTED = Duration.ofDays(1);
    /// Unless the configuration says otherwise.
    private static final Duration MAX_AGE = Duration.ofDays(30);

    private final AgentVault vault;
    private final Clock clock;
    private volatile Duration maxAge = MAX_AGE;
    private volatile Instant notBefore = Instant.MIN;

    TokenCare(AgentVault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /// Sets the age at which a token is exchanged.
    void exchangeAfter(Duration age) {
        maxAge = age;
    }

    /// Whether a new token is to be asked for.
    ///
    /// @param wanted whether the server wants that
    boolean isDue(boolean wanted) {
        return !clock.instant().isBefore(notBefore) && (wanted || age().compareTo(maxAge) >= 0);
    }

    /// Nothing came of asking; the present token stays valid.
    void notExchanged(Outcome<TokenAnswer> failed) {
        pause(
                switch (failed) {
                    case Outcome.RetryLater<TokenAnswer> away -> WHEN_BACK;
                    case Outcome.Refused<TokenAnswer> refused when refused.status() == 404 -> NOT_SUPPORTED;
                    default -> AGAIN;
                });
        log.atDebug().addKeyValue("error", failed.trouble()).log("Token was not exchanged");
    }

    private void pause(Duration pause) {
        notBefore = clock.instant().plus(pause);
    }

    /// How long the present token is ours; one whose beginning was not noted begins now.
    private Duration age() {
        Instant now = clock.instant();
        Optional<Instant> since = vault.setting(Setting.TOKEN_SINCE).flatMap(TokenCare::time);
        if (since.isEmpty()) {
            vault.put(Setting.TOKEN_SINCE, now.toString());
        }
        return Duration.between(since.orElse(now), now);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Keeps a new token in place of the one it was asked for with.
    ///
    /// @return false when that is not the present one any more; then the new one is of no use
    boolean keep(Secret asked, Secret token) {
        boolean[] kept = {false};
        vault.transaction(() -> {
            if (vault.secret(SecretSetting.BEARER_TOKEN).filter(asked::equals).isPresent()) {
                vault.put(SecretSetting.FORMER_TOKEN, asked);
                vault.put(SecretSetting.BEARER_TOKEN, token);
                vault.put(Setting.TOKEN_SINCE, clock.instant().toString());
                kept[0] = true;
            }
        });
        return kept[0];
    }

    /// The server has taken the present token: the former one has ended there.
    void worked() {
        if (vault.secret(SecretSetting.FORMER_TOKEN).isPresent()) {
            vault.remove(SecretSetting.FORMER_TOKEN);
            log.atInfo().log("Token exchanged");
        }
    }

    /// The server does not know the present token.
    ///
    /// @return whether there is a former one, which is the present one now
    boolean fallBack(Secret refused) {
        boolean[] back = {false};
        vault.transaction(() -> {
            Optional<Secret> former = vault.secret(SecretSetting.FORMER_TOKEN);
            if (former.isPresent()
                    && vault.secret(SecretSetting.BEARER_TOKEN)
                            .filter(refused::equals)
                            .isPresent()) {
                vault.put(SecretSetting.BEARER_TOKEN, former.get());
                vault.remove(SecretSetting.FORMER_TOKEN);
                // Exchanged again in a while, since nothing came of it this time.
                vault.put(Setting.TOKEN_SINCE, Instant.EPOCH.toString());
                back[0] = true;
            }
        });
        if (back[0]) {
            pause(AGAIN);
            log.atInfo().log("New token is not known to the server; the former one is used");
        }
        return back[0];
    }
}
