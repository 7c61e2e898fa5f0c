package com.engram.people.factors;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.people.credentials.SecretCipher;
import com.engram.people.credentials.SecretToken;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A person's authenticator app, and recovery codes in case it is lost. It is set up in two steps: the app gets a secret,
 * and a first code from the app turns the second factor on. Needs the scope of a tenant that the person belongs to.
 */
@ApplicationScoped
@Transactional
public class SecondFactor {

    private static final String PURPOSE = "totp";
    private static final int RECOVERY_CODES = 10;

    /** Each character has at least 4.75 bits, so a code has more than the 112 bits that ASVS requires. */
    private static final int RECOVERY_CODE_LENGTH = 24;

    private final Database database;
    private final SecretCipher cipher;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    SecondFactor(Database database, SecretCipher cipher, AuditLog audit, Clock clock) {
        this.database = database;
        this.cipher = cipher;
        this.audit = audit;
        this.clock = clock;
    }

    private record StoredSecret(byte[] secret, boolean confirmed, long lastStep) {}

    /** Whether this person needs a code to sign in. */
    public boolean isOn(UUID person) {
        return find(person).filter(StoredSecret::confirmed).isPresent();
    }

    /** Counts the unused recovery codes. */
    public int recoveryCodesLeft(UUID person) {
        return database.sql("select count(*) from recovery_code where person_id = :person and used_at is null")
                .bind("person", person)
                .get(Integer.class);
    }

    /** The secret for the app, the same until it is confirmed; empty if the second factor is already on. */
    public Optional<byte[]> enrol(UUID person) {
        Optional<StoredSecret> known = find(person);
        if (known.isPresent()) {
            return known.get().confirmed() ? Optional.empty() : Optional.of(decrypt(known.get()));
        }
        byte[] secret = Totp.newSecret();
        database.sql("insert into totp (person_id, secret, created_at) values (:person, :secret, :now)")
                .bind("person", person)
                .bind("secret", cipher.seal(PURPOSE, secret))
                .bind("now", clock.instant())
                .update();
        return Optional.of(secret);
    }

    /** Turns the second factor on if the code is right; returns the recovery codes, which cannot be read again, or empty. */
    public Optional<List<String>> confirm(UUID person, String code) {
        Optional<StoredSecret> pending = find(person).filter(stored -> !stored.confirmed());
        if (pending.isEmpty() || !useCode(person, pending.get(), code)) {
            return Optional.empty();
        }
        database.sql("update totp set confirmed_at = :now where person_id = :person")
                .bind("now", clock.instant())
                .bind("person", person)
                .update();
        audit.record("second-factor.turned-on", "authenticator app");
        return Optional.of(renewRecoveryCodes(person));
    }

    /** Whether a code is the app's current one or an unused recovery code. Each code can be used once. */
    public boolean verify(UUID person, String code) {
        return find(person)
                .filter(StoredSecret::confirmed)
                .filter(stored -> useCode(person, stored, code) || useRecoveryCode(person, code))
                .isPresent();
    }

    /** Replaces the recovery codes. */
    public List<String> renewRecoveryCodes(UUID person) {
        deleteRecoveryCodes(person);
        List<String> codes =
                Stream.generate(SecondFactor::randomCode).limit(RECOVERY_CODES).toList();
        codes.forEach(code -> database.sql(
                        "insert into recovery_code (id, person_id, code_hash) values (:id, :person, :hash)")
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("person", person)
                .bind("hash", SecretToken.hash(normalize(code)))
                .update());
        audit.record("recovery-codes.renewed", RECOVERY_CODES + " codes");
        return codes;
    }

    /** Turns the second factor off, and deletes its secret and recovery codes. */
    public void turnOff(UUID person) {
        database.sql("delete from totp where person_id = :person")
                .bind("person", person)
                .update();
        deleteRecoveryCodes(person);
        audit.record("second-factor.turned-off", "authenticator app");
    }

    private void deleteRecoveryCodes(UUID person) {
        database.sql("delete from recovery_code where person_id = :person")
                .bind("person", person)
                .update();
    }

    private Optional<StoredSecret> find(UUID person) {
        return database.sql("""
            select secret, confirmed_at is not null as confirmed, last_step from totp
            where person_id = :person for update
            """).bind("person", person).find(StoredSecret.class);
    }

    private byte[] decrypt(StoredSecret stored) {
        return cipher.open(PURPOSE, stored.secret());
    }

    private boolean useCode(UUID person, StoredSecret stored, String code) {
        OptionalLong step = Totp.acceptedStep(decrypt(stored), code, clock.instant(), stored.lastStep());
        step.ifPresent(accepted -> database.sql("update totp set last_step = :step where person_id = :person")
                .bind("step", accepted)
                .bind("person", person)
                .update());
        return step.isPresent();
    }

    private boolean useRecoveryCode(UUID person, String code) {
        int used = database.sql("""
            update recovery_code set used_at = :now
            where person_id = :person and code_hash = :hash and used_at is null
            """)
                .bind("now", clock.instant())
                .bind("person", person)
                .bind("hash", SecretToken.hash(normalize(code)))
                .update();
        if (used > 0) {
            audit.record(Actor.current().as(person), "recovery-code.used", "at sign-in");
        }
        return used > 0;
    }

    private static String randomCode() {
        String characters = SecretToken.random(RECOVERY_CODE_LENGTH).toLowerCase(Locale.ROOT);
        return characters.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** Removes what people type differently: separators and case. */
    private static String normalize(String code) {
        return code.replaceAll("[^0-9A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
