package com.engram.people.signin;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.TupleRows;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A new password for somebody who forgot theirs, by a link in a letter; and for somebody who knows theirs. */
@ApplicationScoped
@Transactional
public class ResetPassword {

    private static final Duration OPEN = Duration.ofMinutes(30);
    private static final int TOKEN_LETTERS = 43;

    private final EntityManager entities;
    private final Passwords passwords;
    private final QueueEmail mail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ResetPassword(
            EntityManager entities,
            Passwords passwords,
            QueueEmail mail,
            PortalUrl portal,
            AuditLog audit,
            Clock clock) {
        this.entities = entities;
        this.passwords = passwords;
        this.mail = mail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    /** A link that was asked for, and whose scope it is used in. */
    public record Found(UUID reset, UUID person, TenantId tenant) {}

    /** Sends the link; in the scope of a tenant that the person belongs to. Links sent before are void. */
    public void send(UUID person, String email) {
        entities.createNativeQuery("delete from password_reset where person_id = :person")
                .setParameter("person", person)
                .executeUpdate();
        String token = SecretToken.random(TOKEN_LETTERS);
        entities.createNativeQuery("""
                        insert into password_reset (id, person_id, token_hash, created_at, expires_at)
                        values (:id, :person, :hash, :now, :until)
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .setParameter("person", person)
                .setParameter("hash", SecretToken.hash(token))
                .setParameter("now", clock.instant())
                .setParameter("until", clock.instant().plus(OPEN))
                .executeUpdate();
        mail.write(new Email(email, "A new password for Engram", """
                        Open this link within %d minutes to choose a new password:
                        %s

                        If you did not ask for it, do nothing: your password stays as it is.
                        """.formatted(
                        OPEN.toMinutes(), portal.at("/password/reset/" + token))));
        audit.record(Actor.current().as(person), "password-reset.asked-for", email);
    }

    /** The open link with that token; asked before a tenant is known. */
    public Optional<Found> find(String token) {
        return TupleRows.of(entities.createNativeQuery(
                                "select reset_id, person_id, tenant_id from find_password_reset(:hash, :now)",
                                jakarta.persistence.Tuple.class)
                        .setParameter("hash", SecretToken.hash(token))
                        .setParameter("now", clock.instant()))
                .findFirst()
                .map(row -> new Found(
                        row.get(0, UUID.class), row.get(1, UUID.class), new TenantId(row.get(2, UUID.class))));
    }

    /** Takes the new password, in the scope that was found; what is wrong with it if it will not do. */
    public Optional<String> reset(Found found, String password) {
        String hash = passwords.hash(password);
        Optional<String> weakness = passwords.weakness(password, email(found.person()));
        if (weakness.isPresent()) {
            return weakness;
        }
        int used = entities.createNativeQuery(
                        "update password_reset set used_at = :now where id = :id and used_at is null")
                .setParameter("now", clock.instant())
                .setParameter("id", found.reset())
                .executeUpdate();
        if (used == 0) {
            return Optional.of("This link was used already. Ask for a new one.");
        }
        set(found.person(), hash, "password.reset");
        return Optional.empty();
    }

    /** Changes the password of somebody who has just given the one before; what is wrong with it if it will not do. */
    public Optional<String> change(UUID person, String password) {
        String hash = passwords.hash(password);
        Optional<String> weakness = passwords.weakness(password, email(person));
        if (weakness.isEmpty()) {
            set(person, hash, "password.changed");
        }
        return weakness;
    }

    /** Hashed before the first query, so that no connection is held meanwhile. */
    private void set(UUID person, String hash, String action) {
        entities.createNativeQuery("update person set password_hash = :hash where id = :person")
                .setParameter("hash", hash)
                .setParameter("person", person)
                .executeUpdate();
        audit.record(Actor.current().as(person), action, email(person));
    }

    private String email(UUID person) {
        return (String) entities.createNativeQuery("select email from person where id = :person")
                .setParameter("person", person)
                .getSingleResult();
    }
}
