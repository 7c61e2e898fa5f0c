package com.engram.people.factors;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.people.credentials.SecretCipher;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TupleRows;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A person's authenticator app and the recovery codes for when it is lost. Enrolled in two steps: the app is shown a
 * secret, and a first code of it turns the second factor on. In the scope of a tenant the person belongs to.
 */
@ApplicationScoped
@Transactional
public class SecondFactor {

    private static final String SEAL = "totp";
    private static final int RECOVERY_CODES = 10;

    /** Lower-case letters carry at least 4.75 bits each, so that this is above the 112 bits that ASVS asks for. */
    private static final int RECOVERY_CODE_LETTERS = 24;

    private final EntityManager entities;
    private final SecretCipher seal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SecondFactor(EntityManager entities, SecretCipher seal, AuditLog audit, Clock clock) {
        this.entities = entities;
        this.seal = seal;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether signing in asks this person for a code. */
    public boolean isOn(UUID person) {
        return find(person).filter(row -> row.get("confirmed", Boolean.class)).isPresent();
    }

    /** Recovery codes not yet used. */
    public int recoveryCodesLeft(UUID person) {
        return ((Number) entities.createNativeQuery(
                                "select count(*) from recovery_code where person_id = :person and used_at is null")
                        .setParameter("person", person)
                        .getSingleResult())
                .intValue();
    }

    /** The secret to show to an app, the same until it is confirmed; nothing if the second factor is on already. */
    public Optional<byte[]> enrol(UUID person) {
        Optional<Tuple> known = find(person);
        if (known.isPresent()) {
            return known.get().get("confirmed", Boolean.class) ? Optional.empty() : Optional.of(secret(known.get()));
        }
        byte[] secret = Totp.newSecret();
        entities.createNativeQuery("insert into totp (person_id, secret, created_at) values (:person, :secret, :now)")
                .setParameter("person", person)
                .setParameter("secret", seal.seal(SEAL, secret))
                .setParameter("now", clock.instant())
                .executeUpdate();
        return Optional.of(secret);
    }

    /** Turns the second factor on if the code is right; the recovery codes, told this once, or empty if it is wrong. */
    public Optional<List<String>> confirm(UUID person, String code) {
        Optional<Tuple> pending = find(person).filter(row -> !row.get("confirmed", Boolean.class));
        if (pending.isEmpty() || !acceptCode(person, pending.get(), code)) {
            return Optional.empty();
        }
        entities.createNativeQuery("update totp set confirmed_at = :now where person_id = :person")
                .setParameter("now", clock.instant())
                .setParameter("person", person)
                .executeUpdate();
        audit.record("second-factor.turned-on", "authenticator app");
        return Optional.of(renewRecoveryCodes(person));
    }

    /** Whether the code is the app's, now and for the first time, or one of the unused recovery codes; uses it up. */
    public boolean accept(UUID person, String code) {
        return find(person)
                .filter(row -> row.get("confirmed", Boolean.class))
                .filter(row -> acceptCode(person, row, code) || acceptRecoveryCode(person, code))
                .isPresent();
    }

    /** New recovery codes in place of the old. */
    public List<String> renewRecoveryCodes(UUID person) {
        entities.createNativeQuery("delete from recovery_code where person_id = :person")
                .setParameter("person", person)
                .executeUpdate();
        List<String> codes =
                Stream.generate(SecondFactor::randomCode).limit(RECOVERY_CODES).toList();
        codes.forEach(code -> entities.createNativeQuery(
                        "insert into recovery_code (id, person_id, code_hash) values (:id, :person, :hash)")
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("person", person)
                .setParameter("hash", SecretToken.hash(plain(code)))
                .executeUpdate());
        audit.record("recovery-codes.renewed", RECOVERY_CODES + " codes");
        return codes;
    }

    /** Turns the second factor off and forgets its secret and codes. */
    public void turnOff(UUID person) {
        for (String table : List.of("totp", "recovery_code")) {
            entities.createNativeQuery("delete from " + table + " where person_id = :person")
                    .setParameter("person", person)
                    .executeUpdate();
        }
        audit.record("second-factor.turned-off", "authenticator app");
    }

    private Optional<Tuple> find(UUID person) {
        Stream<Tuple> rows = TupleRows.of(entities.createNativeQuery(
                        "select secret, confirmed_at is not null as confirmed, last_step from totp where person_id = :person for update",
                        Tuple.class)
                .setParameter("person", person));
        return rows.findFirst();
    }

    private byte[] secret(Tuple row) {
        return seal.open(SEAL, row.get("secret", byte[].class));
    }

    private boolean acceptCode(UUID person, Tuple row, String code) {
        long used = row.get("last_step", Number.class).longValue();
        OptionalLong step = Totp.acceptedStep(secret(row), code, clock.instant(), used);
        step.ifPresent(
                accepted -> entities.createNativeQuery("update totp set last_step = :step where person_id = :person")
                        .setParameter("step", accepted)
                        .setParameter("person", person)
                        .executeUpdate());
        return step.isPresent();
    }

    private boolean acceptRecoveryCode(UUID person, String code) {
        int used = entities.createNativeQuery("""
                        update recovery_code set used_at = :now
                        where person_id = :person and code_hash = :hash and used_at is null
                        """)
                .setParameter("now", clock.instant())
                .setParameter("person", person)
                .setParameter("hash", SecretToken.hash(plain(code)))
                .executeUpdate();
        if (used > 0) {
            audit.record(Actor.current().as(person), "recovery-code.used", "at sign-in");
        }
        return used > 0;
    }

    private static String randomCode() {
        String letters = SecretToken.random(RECOVERY_CODE_LETTERS).toLowerCase(Locale.ROOT);
        return letters.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** As hashed: however it was typed. */
    private static String plain(String code) {
        return code.replaceAll("[^0-9A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
