package com.engram.people.operators;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.Caller;
import com.engram.people.OperatorRole;
import com.engram.people.Permission;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretCipher;
import com.engram.people.credentials.SecretToken;
import com.engram.people.factors.Totp;
import com.engram.tenancy.AsOperator;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Signs operators in to the console: first with the password, then with a code from the authenticator app, which is set up
 * at the first sign-in. A session without a verified code gives no access.
 */
@ApplicationScoped
@Transactional
public class OperatorSessions {

    /** The length of a session: a working day. */
    public static final Duration VALIDITY = Duration.ofHours(10);

    private static final String PURPOSE = "operator-totp";

    /** The time that the operator has to enter the code. */
    private static final Duration CODE_VALIDITY = Duration.ofMinutes(10);

    /** After this many wrong codes the operator has to enter the password again. */
    private static final int MAX_FAILURES = 5;

    private final Database database;
    private final FindOperatorCredentials findCredentials;
    private final Passwords passwords;
    private final AuditLog audit;
    private final SecretCipher cipher;
    private final Clock clock;

    @Inject
    OperatorSessions(
            Database database,
            FindOperatorCredentials findCredentials,
            Passwords passwords,
            AuditLog audit,
            SecretCipher cipher,
            Clock clock) {
        this.database = database;
        this.findCredentials = findCredentials;
        this.passwords = passwords;
        this.audit = audit;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * An operator whose password was right and whose code has not been verified yet.
     *
     * @param enrolment what the authenticator app needs, until a first code has been verified
     */
    public record PendingSecondFactor(UUID operator, String email, Optional<Enrolment> enrolment) {}

    /**
     * What an authenticator app needs.
     *
     * @param secret for typing
     * @param address for scanning
     */
    public record Enrolment(String secret, String address) {}

    /** The result of an attempt to sign in with a password. */
    public sealed interface SignInAttempt {}

    /** The password was right. */
    public record PasswordAccepted(UUID operator) implements SignInAttempt {}

    /** The password was wrong, or no operator has the email address. */
    public record PasswordRejected(Optional<UUID> operator) implements SignInAttempt {}

    private record SessionRow(UUID operatorId, String role) {}

    private record PendingRow(UUID id, String email, byte[] totpSecret, boolean confirmed, long lastStep) {}

    /** Checks an operator's password. Takes the same time for an unknown email address. */
    @Transactional(TxType.NOT_SUPPORTED)
    @AsOperator
    public SignInAttempt authenticate(String email, String password) {
        Optional<FindOperatorCredentials.Credentials> credentials = findCredentials.find(email);
        if (credentials.isEmpty()) {
            passwords.hash(password);
            return new PasswordRejected(Optional.empty());
        }
        UUID operator = credentials.get().id();
        return passwords.matches(password, credentials.get().passwordHash())
                ? new PasswordAccepted(operator)
                : new PasswordRejected(Optional.of(operator));
    }

    /** Audits a wrong password or code of an operator. */
    @AsOperator
    public void failed(UUID operator, String what) {
        audit.record(
                "operator.sign-in-failed", what + " of " + findEmail(operator).orElse(""));
    }

    /** Starts a session that still needs a code, after the right password; returns the token for the cookie. */
    @AsOperator
    public String start(UUID operator) {
        database.sql("""
            update operator set totp_secret = :secret where id = :id and totp_confirmed_at is null
            """)
                .bind("secret", cipher.seal(PURPOSE, Totp.newSecret()))
                .bind("id", operator)
                .update();
        return open(operator, false, CODE_VALIDITY);
    }

    /** The operator of a session that still needs a code. */
    @AsOperator
    public Optional<PendingSecondFactor> findPendingSecondFactor(String token) {
        return loadPending(token, "").map(row -> {
            byte[] secret = cipher.open(PURPOSE, row.totpSecret());
            return new PendingSecondFactor(
                    row.id(),
                    row.email(),
                    row.confirmed()
                            ? Optional.empty()
                            : Optional.of(new Enrolment(Totp.text(secret), Totp.uri(secret, row.email()))));
        });
    }

    /** Verifies a code; returns the token of a new session with access to the console. Each code can be used once. */
    @AsOperator
    public Optional<String> verify(String token, String code) {
        // Locked, so that concurrent guesses are counted one after the other.
        Optional<PendingRow> pending = loadPending(token, "for update of s");
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        UUID operator = pending.get().id();
        OptionalLong step = Totp.acceptedStep(
                cipher.open(PURPOSE, pending.get().totpSecret()),
                code,
                clock.instant(),
                pending.get().lastStep());
        if (step.isEmpty() || !useCode(operator, step.getAsLong())) {
            database.sql("update operator_session set failures = failures + 1 where token_hash = :hash")
                    .bind("hash", SecretToken.hash(token))
                    .update();
            failed(operator, "a code");
            return Optional.empty();
        }
        close(token);
        audit.record(
                new Actor(Actor.Kind.OPERATOR, operator, Actor.current().ipAddress()),
                "operator.signed-in",
                pending.get().email());
        return Optional.of(open(operator, true, VALIDITY));
    }

    /** The operator with this cookie and the present role, if the code was verified. Needs no scope. */
    public Optional<Caller> findCaller(String token) {
        return database.sql("select operator_id, role from find_operator_session(:hash, :now)")
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .find(SessionRow.class)
                .map(row -> Caller.operator(row.operatorId(), OperatorRole.of(row.role())));
    }

    /** Whether an operator may see the portal of a tenant now. Needs no scope. */
    public boolean mayViewTenants(UUID operator) {
        return database.sql("select role from find_operator_role(:operator)")
                .bind("operator", operator)
                .find(String.class)
                .map(OperatorRole::of)
                .filter(role -> role.permissions().contains(Permission.SUPPORT))
                .isPresent();
    }

    /** The email address of an operator. */
    @AsOperator
    public Optional<String> findEmail(UUID operator) {
        return database.sql("select email from operator where id = :id")
                .bind("id", operator)
                .find(String.class);
    }

    /** Ends a session, and deletes expired ones. */
    @AsOperator
    public void close(String token) {
        database.sql("delete from operator_session where token_hash = :hash or expires_at < :now")
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .update();
    }

    private boolean useCode(UUID operator, long step) {
        return database.sql("""
            update operator set totp_last_step = :step,
              totp_confirmed_at = coalesce(totp_confirmed_at, :now), last_sign_in_at = :now
            where id = :id and (totp_last_step is null or totp_last_step < :step)
            """)
                        .bind("step", step)
                        .bind("now", clock.instant())
                        .bind("id", operator)
                        .update()
                == 1;
    }

    private String open(UUID operator, boolean verified, Duration validity) {
        String token = SecretToken.random(43);
        Instant now = clock.instant();
        database.sql("""
            insert into operator_session (id, operator_id, token_hash, created_at, expires_at, verified_at)
            values (:id, :operator, :hash, :now, :expires, case when :verified then cast(:now as timestamptz) end)
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("operator", operator)
                .bind("hash", SecretToken.hash(token))
                .bind("now", now)
                .bind("expires", now.plus(validity))
                .bind("verified", verified)
                .update();
        return token;
    }

    private Optional<PendingRow> loadPending(String token, String locking) {
        return database.sql("""
            select o.id, o.email, o.totp_secret, o.totp_confirmed_at is not null as confirmed,
              coalesce(o.totp_last_step, 0) as last_step
            from operator_session s join operator o on o.id = s.operator_id
            where s.token_hash = :hash and s.expires_at > :now and s.verified_at is null
              and s.failures < :max and o.totp_secret is not null
            """ + locking)
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .bind("max", MAX_FAILURES)
                .find(PendingRow.class);
    }
}
