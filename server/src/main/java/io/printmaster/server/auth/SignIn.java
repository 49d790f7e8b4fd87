package io.printmaster.server.auth;

import io.printmaster.model.TenantId;
import io.printmaster.server.http.HttpProblem;
import io.printmaster.server.store.Audit;
import io.printmaster.server.store.Role;
import io.printmaster.server.store.Sessions;
import io.printmaster.server.store.Store;
import io.printmaster.server.store.Users;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// People: signing in and out, passwords, and adding the first of them. Thread-safe.
///
/// Failures are counted by account and by address; too many make the next try wait, but only from that address
/// or, for the account, only from addresses that have no living session of it, so that nobody can lock a person
/// out.
public final class SignIn {
    /// The session cookie's name; the prefix makes browsers insist on HTTPS, this host and the whole path.
    public static final String COOKIE = "__Host-pm_session";
    /// A session unused for so long ends.
    public static final Duration IDLE = Duration.ofHours(8);
    /// A session ends after this in any case.
    public static final Duration LIFE = Duration.ofDays(7);

    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    private static final String NO_SUCH_USER = "";

    private final Store store;
    private final Clock clock;
    private final SecureRandom random;
    private final Passwords passwords;
    private final FailureLimit byAddress;
    private final FailureLimit byAccount;

    /// Reads and writes users and sessions of `store`.
    public SignIn(Store store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.passwords = new Passwords(random);
        this.byAddress = new FailureLimit(clock, 10, Duration.ofSeconds(30));
        this.byAccount = new FailureLimit(clock, 10, Duration.ofMinutes(1));
    }

    /// A sign-in that worked.
    ///
    /// @param cookie value of a whole `Set-Cookie` header
    public record SignedIn(Users.User user, String cookie) {}

    /// Signs in.
    ///
    /// @throws HttpProblem 401 `wrong_login` without saying which part was wrong, 429 after too many failures
    public SignedIn signIn(String name, String password, String address) {
        String account = name.strip().toLowerCase(Locale.ROOT);
        // Account and address together: somebody else's failures elsewhere do not touch this person.
        String pair = account + " " + address;
        byAddress.wait(address).or(() -> byAccount.wait(pair)).ifPresent(pause -> {
            throw HttpProblem.tooMany("Too many failed sign-ins; try again later.", pause);
        });
        Optional<Users.User> found = store.read(tx -> tx.users().byName(account));
        boolean right =
                passwords.matches(password, found.map(Users.User::passwordHash).orElse(NO_SUCH_USER));
        if (!right || found.filter(u -> !u.disabled()).isEmpty()) {
            byAddress.failed(address);
            byAccount.failed(pair);
            audit(found, account, "login_failed", "Sign-in refused", address);
            throw HttpProblem.of(401, "wrong_login", "Name or password is wrong.");
        }
        byAccount.succeeded(pair);
        return begin(found.get(), address);
    }

    private void audit(Optional<Users.User> user, String account, String action, String details, String address) {
        TenantId tenant = user.flatMap(Users.User::tenant).orElse(TenantId.DEFAULT);
        // A name that nobody has may be a mistyped password: it is not written down.
        String actor = user.isPresent() ? account : "";
        store.write(tx -> {
            tx.audit().add(new Audit.Entry(clock.instant(), tenant, "", actor, action, details, address));
            return true;
        });
    }

    private SignedIn begin(Users.User user, String address) {
        String secret = Tokens.fresh(random);
        Instant now = clock.instant();
        store.write(tx -> {
            tx.sessions().add(new Sessions.Session(Tokens.hash(secret), user.id(), now, now, now.plus(LIFE), address));
            tx.users().loggedIn(user.id(), now);
            tx.audit().add(entry(user, now, "login", "Signed in", address));
            return true;
        });
        return new SignedIn(user, cookie(secret, LIFE));
    }

    /// Ends the session.
    ///
    /// @return value of a `Set-Cookie` header that removes the cookie
    public String signOut(Caller.Person person, String address) {
        store.write(tx -> {
            tx.sessions().remove(person.sessionId());
            tx.audit().add(entry(person.user(), clock.instant(), "logout", "Signed out", address));
            return true;
        });
        return cookie("", Duration.ZERO);
    }

    private static String cookie(String value, Duration life) {
        return COOKIE + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + life.toSeconds();
    }

    /// Who has this cookie; empty when nobody or no longer.
    Optional<Caller.Person> person(String cookie) {
        String id = Tokens.hash(cookie);
        Instant now = clock.instant();
        record Found(Sessions.Session session, Users.User user) {}
        Optional<Found> found = store.read(tx -> tx.sessions()
                .find(id)
                .filter(s ->
                        now.isBefore(s.expiresAt()) && now.isBefore(s.lastUsed().plus(IDLE)))
                .flatMap(s -> tx.users().find(s.userId()).map(u -> new Found(s, u)))
                .filter(f -> !f.user.disabled()));
        found.filter(f -> f.session.lastUsed().plus(TOUCH_EVERY).isBefore(now))
                .ifPresent(f -> store.write(tx -> {
                    tx.sessions().touch(id, now);
                    return true;
                }));
        return found.map(f -> new Caller.Person(f.user, id, Tokens.sha256("csrf:" + cookie)));
    }

    /// Changes the caller's own password and signs out everywhere else.
    ///
    /// @throws HttpProblem 403 `wrong_password` or 422 `weak_password` with what is missing
    public void changePassword(Caller.Person person, String current, String chosen, String address) {
        Users.User user = person.user();
        byAccount.wait(user.id()).ifPresent(pause -> {
            throw HttpProblem.tooMany("Too many wrong passwords; try again later.", pause);
        });
        if (!passwords.matches(current, user.passwordHash())) {
            byAccount.failed(user.id());
            throw HttpProblem.of(403, "wrong_password", "The current password is wrong.");
        }
        String weakness = chosen.equals(current)
                ? "The new password must differ from the current one."
                : Passwords.weakness(chosen, user.name());
        if (!weakness.isEmpty()) {
            throw HttpProblem.of(422, "weak_password", weakness);
        }
        String hash = passwords.hash(chosen);
        store.write(tx -> {
            tx.users().setPassword(user.id(), hash, false);
            tx.sessions().removeOf(user.id(), person.sessionId());
            tx.audit().add(entry(user, clock.instant(), "password_change", "Password changed", address));
            return true;
        });
    }

    /// A person with a password to be told once.
    public record Invited(Users.User user, String password) {}

    /// Adds a person, or gives an existing one a new password; either must be changed at the next sign-in.
    ///
    /// @param tenant empty for all tenants
    /// @param actor  who does it, for the audit log
    /// @throws HttpProblem 422 `bad_name` when the name cannot be used
    public Invited invite(String name, Role role, Optional<TenantId> tenant, String actor, String address) {
        String account = name.strip().toLowerCase(Locale.ROOT);
        if (!account.matches("[a-z0-9][a-z0-9._@+-]{0,63}")) {
            throw HttpProblem.of(422, "bad_name", "A user name has 1 to 64 letters, digits or . _ @ + - characters.");
        }
        String password = passwords.generate();
        String hash = passwords.hash(password);
        Instant now = clock.instant();
        Users.User user = store.write(tx -> {
            Optional<Users.User> known = tx.users().byName(account);
            Users.User result = known.orElseGet(() -> new Users.User(
                    UUID.randomUUID().toString(), account, role, tenant, hash, true, false, now, Optional.empty()));
            if (known.isPresent()) {
                tx.users().setPassword(result.id(), hash, true);
                tx.users().setRole(result.id(), role);
                tx.users().setDisabled(result.id(), false);
                tx.sessions().removeOf(result.id(), "");
            } else {
                tx.users().add(result);
            }
            String what = known.isPresent() ? "Password of " + account + " reset" : "User " + account + " added";
            tx.audit()
                    .add(new Audit.Entry(
                            now,
                            tenant.orElse(TenantId.DEFAULT),
                            "",
                            actor,
                            known.isPresent() ? "user_reset" : "user_add",
                            what + " with role " + role.word(),
                            address));
            return result;
        });
        return new Invited(user, password);
    }

    private static Audit.Entry entry(Users.User user, Instant at, String action, String details, String address) {
        return new Audit.Entry(at, user.tenant().orElse(TenantId.DEFAULT), "", user.name(), action, details, address);
    }
}
