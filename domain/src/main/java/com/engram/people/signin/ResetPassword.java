package com.engram.people.signin;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.People;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Sets a new password: for a person who has forgotten theirs, by a link in an email, or for one who knows it. */
@ApplicationScoped
@Transactional
public class ResetPassword {

    private static final Duration LINK_VALIDITY = Duration.ofMinutes(30);
    private static final int TOKEN_LENGTH = 43;

    private final Database database;
    private final People people;
    private final Passwords passwords;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ResetPassword(
            Database database,
            People people,
            Passwords passwords,
            QueueEmail queueEmail,
            PortalUrl portal,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    /** A link that can still be used, and the tenant in whose scope to use it. */
    public record PendingReset(UUID resetId, UUID personId, TenantId tenantId) {}

    /** Sends a link, and invalidates earlier ones. Needs the scope of a tenant that the person belongs to. */
    public void sendLink(UUID person, String email) {
        database.sql("delete from password_reset where person_id = :person")
                .bind("person", person)
                .update();
        String token = SecretToken.random(TOKEN_LENGTH);
        database.sql("""
            insert into password_reset (id, person_id, token_hash, created_at, expires_at)
            values (:id, :person, :hash, :now, :until)
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("person", person)
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .bind("until", clock.instant().plus(LINK_VALIDITY))
                .update();
        queueEmail.queue(Email.of(
                email,
                Messages.in(people.findLanguage(person).orElse(Language.ENGLISH)),
                "email.reset",
                LINK_VALIDITY.toMinutes(),
                portal.at("/password/reset/" + token)));
        audit.record(Actor.current().as(person), "password-reset.asked-for", email);
    }

    /** The link with this token, if it can still be used. Needs no scope. */
    public Optional<PendingReset> find(String token) {
        return database.sql("select reset_id, person_id, tenant_id from find_password_reset(:hash, :now)")
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .find(PendingReset.class);
    }

    /**
     * Sets the new password, and uses up the link. Needs the scope of the link's tenant.
     *
     * @return why the password was not set; empty if it was
     */
    public Optional<Message> reset(PendingReset pending, String password) {
        String hash = passwords.hash(password);
        Optional<Message> weakness = passwords.weakness(password, email(pending.personId()));
        if (weakness.isPresent()) {
            return weakness;
        }
        int used = database.sql("update password_reset set used_at = :now where id = :id and used_at is null")
                .bind("now", clock.instant())
                .bind("id", pending.resetId())
                .update();
        if (used == 0) {
            return Optional.of(Message.of("invalid.link.used"));
        }
        set(pending.personId(), hash, "password.reset");
        return Optional.empty();
    }

    /**
     * Changes the password of a person who has just given the old one.
     *
     * @return why the password was not changed; empty if it was
     */
    public Optional<Message> change(UUID person, String password) {
        String hash = passwords.hash(password);
        Optional<Message> weakness = passwords.weakness(password, email(person));
        if (weakness.isEmpty()) {
            set(person, hash, "password.changed");
        }
        return weakness;
    }

    /** The hash is calculated before the first query, so that no connection is held meanwhile. */
    private void set(UUID person, String hash, String action) {
        database.sql("update person set password_hash = :hash where id = :person")
                .bind("hash", hash)
                .bind("person", person)
                .update();
        audit.record(Actor.current().as(person), action, email(person));
    }

    private String email(UUID person) {
        return database.sql("select email from person where id = :person")
                .bind("person", person)
                .get(String.class);
    }
}
