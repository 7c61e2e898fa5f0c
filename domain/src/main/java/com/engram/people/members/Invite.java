package com.engram.people.members;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.EmailAddress;
import com.engram.people.Role;
import com.engram.people.credentials.SecretToken;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Invites a person to the current tenant by email. */
@ApplicationScoped
@Transactional
public class Invite {

    private static final int TOKEN_LETTERS = 43;

    private final EntityManager entities;
    private final Database database;
    private final Tenants tenants;
    private final Seats seats;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    Invite(
            EntityManager entities,
            Database database,
            Tenants tenants,
            Seats seats,
            QueueEmail queueEmail,
            PortalUrl portal,
            AuditLog audit,
            Clock clock) {
        this.entities = entities;
        this.database = database;
        this.tenants = tenants;
        this.seats = seats;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of an invitation. */
    public sealed interface Result {}

    /** The email is queued. The link is returned only here. */
    public record Invited(String url) implements Result {}

    /** No invitation was sent. */
    public record Refused(Refusal refusal) implements Result {}

    /**
     * Sends an invitation. An open invitation to the same address is revoked and replaced.
     *
     * @param by the name of the person who invites, for the email
     * @param language of the email: that of the person who invites, because the receiver's is not known yet
     */
    public Result invite(String address, Role role, String by, Language language) {
        Optional<EmailAddress> email = EmailAddress.parse(address);
        if (email.isEmpty()) {
            return new Refused(
                    new Refusal(RefusalReason.INVALID_EMAIL, "Give an e-mail address such as ann@example.com."));
        }
        String to = email.get().value();
        if (isMember(to)) {
            return new Refused(new Refusal(
                    RefusalReason.ALREADY_A_MEMBER,
                    to + " belongs to this account already.",
                    Message.of("refusal.already_a_member", to)));
        }
        takeBackOpen(to);
        Optional<Refusal> full = seats.take();
        if (full.isPresent()) {
            return new Refused(full.get());
        }
        String token = SecretToken.random(TOKEN_LETTERS);
        entities.persist(new Invitation(to, role, token, by, clock.instant()));
        String url = portal.at("/invitations/" + token);
        queueEmail.queue(invitationEmail(to, role, by, url, language));
        audit.record("member.invited", to + " as " + role.code());
        return new Invited(url);
    }

    private Email invitationEmail(String to, Role role, String by, String url, Language language) {
        return Email.of(
                to,
                Messages.in(language),
                "email.invitation",
                by,
                tenants.getCurrent().name(),
                Message.of("email.role." + role.code()),
                Invitation.OPEN.toDays(),
                url);
    }

    private boolean isMember(String email) {
        return database.sql("""
                    select exists (
                      select from person p join membership m on m.person_id = p.id where p.email = :email)
                    """).bind("email", email).get(Boolean.class);
    }

    private void takeBackOpen(String email) {
        entities.createQuery(
                        "from Invitation where email = :email and acceptedAt is null and revokedAt is null",
                        Invitation.class)
                .setParameter("email", email)
                .getResultStream()
                .forEach(open -> open.takeBack(clock.instant()));
        entities.flush();
    }
}
