package com.engram.people.operators;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Message;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.people.EmailAddress;
import com.engram.people.OperatorRole;
import com.engram.people.credentials.Passwords;
import com.engram.people.credentials.SecretToken;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.AsOperator;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Invites operators by email. An invited person chooses a password with the link, and then sets up an authenticator app. */
@AsOperator
@ApplicationScoped
@Transactional
public class InviteOperator {

    /** How long an invitation can be accepted. */
    public static final Duration OPEN = Duration.ofDays(7);

    private static final int TOKEN_LENGTH = 43;

    private final Database database;
    private final Passwords passwords;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    InviteOperator(
            Database database,
            Passwords passwords,
            QueueEmail queueEmail,
            PortalUrl portal,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of an invitation. */
    public sealed interface Result {}

    /** The email is queued. The link is returned only here. */
    public record Invited(String url) implements Result {}

    /** Nobody was invited. */
    public record Refused(Refusal refusal) implements Result {}

    /** An invitation that can be accepted. */
    public record OpenInvitation(UUID id, String email, String role, String invitedBy, Instant expiresAt) {}

    /** The result of accepting an invitation. */
    public sealed interface Acceptance {}

    /** The person is an operator now. */
    public record Joined(UUID operator) implements Acceptance {}

    /** The password is too weak. The invitation stays open. */
    public record WeakPassword(Message why) implements Acceptance {}

    /** The invitation has expired, was taken back, or was accepted before. */
    public record Gone() implements Acceptance {}

    /**
     * Sends an invitation. It replaces an open one to the same address.
     *
     * @param by the email address of the operator who invites
     * @param language of the email
     */
    public Result invite(String address, OperatorRole role, String by, Language language) {
        Optional<EmailAddress> email = EmailAddress.parse(address);
        if (email.isEmpty()) {
            return new Refused(
                    new Refusal(RefusalReason.INVALID_EMAIL, "Give an e-mail address such as ann@example.com."));
        }
        String to = email.get().value();
        if (isOperator(to)) {
            return new Refused(new Refusal(
                    RefusalReason.ALREADY_AN_OPERATOR,
                    to + " is already an operator.",
                    Message.of("refusal.already_an_operator", to)));
        }
        String token = SecretToken.random(TOKEN_LENGTH);
        Instant now = clock.instant();
        database.sql("""
            insert into operator_invitation (id, email, role, token_hash, invited_by, created_at, expires_at)
            values (:id, :email, :role, :hash, :by, :now, :expires)
            on conflict (email) do update set role = excluded.role, token_hash = excluded.token_hash,
              invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("email", to)
                .bind("role", role.code())
                .bind("hash", SecretToken.hash(token))
                .bind("by", by)
                .bind("now", now)
                .bind("expires", now.plus(OPEN))
                .update();
        String url = portal.at("/admin/invitations/" + token);
        queueEmail.queue(Email.of(
                to,
                Messages.in(language),
                "email.operator",
                by,
                Message.of("email.operator.role." + role.code()),
                OPEN.toDays(),
                url));
        audit.record("operator.invited", to + " as " + role.code());
        return new Invited(url);
    }

    /** The invitations that can be accepted, the newest first. */
    public List<OpenInvitation> listOpen() {
        return database.sql("""
            select id, email, role, invited_by, expires_at from operator_invitation
            where expires_at > :now order by created_at desc
            """).bind("now", clock.instant()).list(OpenInvitation.class);
    }

    /** The open invitation with a token. */
    public Optional<OpenInvitation> findByToken(String token) {
        return database.sql("""
            select id, email, role, invited_by, expires_at from operator_invitation
            where token_hash = :hash and expires_at > :now
            """)
                .bind("hash", SecretToken.hash(token))
                .bind("now", clock.instant())
                .find(OpenInvitation.class);
    }

    /** Deletes an invitation; false if there is none with this id. */
    public boolean takeBack(UUID id) {
        Optional<String> email = database.sql("select email from operator_invitation where id = :id")
                .bind("id", id)
                .find(String.class);
        email.ifPresent(address -> {
            delete(id);
            audit.record("operator.invitation-taken-back", address);
        });
        return email.isPresent();
    }

    /** Makes the invited person an operator with a password. Each invitation can be accepted once. */
    public Acceptance accept(String token, String password) {
        // Hashing comes before the first query, so that no connection is held meanwhile.
        String hash = passwords.hash(password);
        Optional<OpenInvitation> invitation = findByToken(token);
        if (invitation.isEmpty()) {
            return new Gone();
        }
        OpenInvitation open = invitation.get();
        Optional<Message> weakness = passwords.weakness(password, open.email());
        if (weakness.isPresent()) {
            return new WeakPassword(weakness.get());
        }
        UUID operator = UuidCreator.getTimeOrderedEpoch();
        // Of concurrent calls, the one that deletes the invitation creates the operator.
        if (delete(open.id()) == 0 || isOperator(open.email())) {
            return new Gone();
        }
        database.sql("""
            insert into operator (id, email, role, password_hash, created_at)
            values (:id, :email, :role, :hash, :now)
            """)
                .bind("id", operator)
                .bind("email", open.email())
                .bind("role", open.role())
                .bind("hash", hash)
                .bind("now", clock.instant())
                .update();
        audit.record(
                new Actor(Actor.Kind.OPERATOR, operator, Actor.current().ipAddress()),
                "operator.joined",
                open.email() + " as " + open.role());
        return new Joined(operator);
    }

    private boolean isOperator(String email) {
        return database.sql("select exists (select from operator where email = :email)")
                .bind("email", email)
                .get(Boolean.class);
    }

    private int delete(UUID id) {
        return database.sql("delete from operator_invitation where id = :id")
                .bind("id", id)
                .update();
    }
}
