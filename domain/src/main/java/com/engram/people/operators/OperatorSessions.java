package com.engram.people.operators;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretCipher;
import com.engram.people.credentials.SecretToken;
import com.engram.people.factors.Totp;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Signing in to the console: first the password, then a code from the operator's authenticator app, which is set up
 * at the first sign-in. A session that has only passed the password opens nothing. But for {@link #findCaller}, all
 * of this runs in the operator's scope.
 */
@ApplicationScoped
@Transactional
public class OperatorSessions {

    /** A working day; then the operator signs in again. */
    public static final Duration LASTS = Duration.ofHours(10);

    private static final String PURPOSE = "operator-totp";

    /** How long the code may take after the password. */
    private static final Duration CODE_WITHIN = Duration.ofMinutes(10);

    /** After so many wrong codes the password is asked for again. */
    private static final int MOST_FAILURES = 5;

    private final EntityManager entities;
    private final FindOperatorCredentials logins;
    private final Passwords passwords;
    private final AuditLog audit;
    private final SecretCipher seal;
    private final Clock clock;

    @Inject
    OperatorSessions(
            EntityManager entities,
            FindOperatorCredentials logins,
            Passwords passwords,
            AuditLog audit,
            SecretCipher seal,
            Clock clock) {
        this.entities = entities;
        this.logins = logins;
        this.passwords = passwords;
        this.audit = audit;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Somebody whose password was right and whose code is awaited.
     *
     * @param enrolment the secret for the app, while none is set up
     */
    public record Awaited(UUID operator, String email, Optional<Enrolment> enrolment) {}

    /**
     * What an authenticator app needs.
     *
     * @param secret to type in
     * @param address to scan
     */
    public record Enrolment(String secret, String address) {}

    /** How an attempt at the password went. */
    public sealed interface Attempt {}

    /** It was right. */
    public record Right(UUID operator) implements Attempt {}

    /** It was wrong; takes as long for an unknown address. */
    public record Wrong(Optional<UUID> operator) implements Attempt {}

    /** Whether somebody has this address and this password. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Attempt recognise(String email, String password) {
        Optional<FindOperatorCredentials.Login> login = logins.find(email);
        if (login.isEmpty()) {
            passwords.hash(password);
            return new Wrong(Optional.empty());
        }
        UUID operator = login.get().operator();
        return passwords.matches(password, login.get().passwordHash())
                ? new Right(operator)
                : new Wrong(Optional.of(operator));
    }

    /** Writes down that somebody tried an operator's password or code and failed. */
    public void failed(UUID operator, String what) {
        audit.record(
                "operator.sign-in-failed", what + " of " + findEmail(operator).orElse(""));
    }

    /** Starts a session of an operator whose password was right, which awaits its code; the token is for the cookie. */
    public String start(UUID operator) {
        entities.createNativeQuery("""
                        update operator set totp_secret = :secret where id = :id and totp_confirmed_at is null
                        """)
                .setParameter("secret", seal.seal(PURPOSE, Totp.newSecret()))
                .setParameter("id", operator)
                .executeUpdate();
        return open(operator, false, CODE_WITHIN);
    }

    /** Who is behind a session that awaits its code. */
    public Optional<Awaited> findAwaited(String token) {
        return await(token, "").map(row -> {
            byte[] secret = seal.open(PURPOSE, (byte[]) row[2]);
            String email = (String) row[1];
            return new Awaited(
                    (UUID) row[0],
                    email,
                    row[3] == null
                            ? Optional.of(new Enrolment(Totp.text(secret), Totp.uri(secret, email)))
                            : Optional.empty());
        });
    }

    /** Opens the console to a session whose code is right; the token is a new one. Each code counts once. */
    public Optional<String> verify(String token, String code) {
        // Locked, so that guesses at the same time are counted one after the other.
        Optional<Object[]> awaited = await(token, "for update of s");
        if (awaited.isEmpty()) {
            return Optional.empty();
        }
        UUID operator = (UUID) awaited.get()[0];
        OptionalLong step = Totp.acceptedStep(
                seal.open(PURPOSE, (byte[]) awaited.get()[2]),
                code,
                clock.instant(),
                ((Number) awaited.get()[4]).longValue());
        if (step.isEmpty() || !take(operator, step.getAsLong())) {
            entities.createNativeQuery("update operator_session set failures = failures + 1 where token_hash = :hash")
                    .setParameter("hash", SecretToken.hash(token))
                    .executeUpdate();
            failed(operator, "a code");
            return Optional.empty();
        }
        close(token);
        Actor here = Actor.current();
        audit.record(new Actor(Actor.Kind.OPERATOR, operator, here.address()), "operator.signed-in", (String)
                awaited.get()[1]);
        return Optional.of(open(operator, true, LASTS));
    }

    /** The operator behind a cookie, if its session passed both. In nobody's scope. */
    @SuppressWarnings("unchecked")
    public Optional<Caller> findCaller(String token) {
        List<UUID> found = entities.createNativeQuery("select operator_id from find_operator_session(:hash, :now)")
                .setParameter("hash", SecretToken.hash(token))
                .setParameter("now", clock.instant())
                .getResultList();
        return found.stream()
                .findFirst()
                .map(operator ->
                        new Caller(operator, Optional.empty(), Optional.empty(), Set.of(Permission.OPERATE), false));
    }

    /** The address of an operator. */
    @SuppressWarnings("unchecked")
    public Optional<String> findEmail(UUID operator) {
        List<String> found = entities.createNativeQuery("select email from operator where id = :id")
                .setParameter("id", operator)
                .getResultList();
        return found.stream().findFirst();
    }

    /** Ends a session, and clears away what has expired. */
    public void close(String token) {
        entities.createNativeQuery("delete from operator_session where token_hash = :hash or expires_at < :now")
                .setParameter("hash", SecretToken.hash(token))
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    private boolean take(UUID operator, long step) {
        return entities.createNativeQuery("""
                                update operator set totp_last_step = :step,
                                  totp_confirmed_at = coalesce(totp_confirmed_at, :now)
                                where id = :id and (totp_last_step is null or totp_last_step < :step)
                                """)
                        .setParameter("step", step)
                        .setParameter("now", clock.instant())
                        .setParameter("id", operator)
                        .executeUpdate()
                == 1;
    }

    private String open(UUID operator, boolean verified, Duration lasts) {
        String token = SecretToken.random(43);
        Instant now = clock.instant();
        entities.createNativeQuery("""
                        insert into operator_session (id, operator_id, token_hash, created_at, expires_at, verified_at)
                        values (:id, :operator, :hash, :now, :expires, case when :verified then cast(:now as timestamptz) end)
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("operator", operator)
                .setParameter("hash", SecretToken.hash(token))
                .setParameter("now", now)
                .setParameter("expires", now.plus(lasts))
                .setParameter("verified", verified)
                .executeUpdate();
        return token;
    }

    @SuppressWarnings("unchecked")
    private Optional<Object[]> await(String token, String locking) {
        List<Object[]> rows = entities.createNativeQuery("""
                        select o.id, o.email, o.totp_secret, o.totp_confirmed_at, coalesce(o.totp_last_step, 0)
                        from operator_session s join operator o on o.id = s.operator_id
                        where s.token_hash = :hash and s.expires_at > :now and s.verified_at is null
                          and s.failures < :most and o.totp_secret is not null
                        """ + locking)
                .setParameter("hash", SecretToken.hash(token))
                .setParameter("now", clock.instant())
                .setParameter("most", MOST_FAILURES)
                .getResultList();
        return rows.stream().findFirst();
    }
}
