package com.engram.mail;

import com.engram.database.Database;
import com.engram.mail.EmailSender.SendResult;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The emails that were queued, and their delivery. */
@AsOperator
@ApplicationScoped
@Transactional
public class Outbox {

    /** The time for which the operator can read an email here. */
    static final Duration RETENTION = Duration.ofDays(30);

    private static final int MAX_ATTEMPTS = 8;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(30);

    private static final String SELECT = """
        select id, recipient, subject, body <> '' as has_body, created_at, sent_at,
          next_attempt_at is not null as is_waiting, last_error
        from outbox_email
        """;

    private final Database database;
    private final EmailSender sender;
    private final Event<EmailsQueued> queued;
    private final Clock clock;

    @Inject
    Outbox(Database database, EmailSender sender, Event<EmailsQueued> queued, Clock clock) {
        this.database = database;
        this.sender = sender;
        this.queued = queued;
        this.clock = clock;
    }

    /**
     * An email as the operator sees it.
     *
     * @param hasBody whether the text is still stored: until a mail server accepts the email, or an operator opens it
     * @param sentAt when a mail server accepted it
     * @param isWaiting whether another attempt to send it will follow
     * @param lastError why the last attempt failed
     */
    public record QueuedEmail(
            UUID id,
            String recipient,
            String subject,
            boolean hasBody,
            Instant createdAt,
            Optional<Instant> sentAt,
            boolean isWaiting,
            Optional<String> lastError) {}

    private record DueEmail(UUID id, String recipient, String subject, String body, int attempts) {}

    /**
     * Lists emails, the newest first.
     *
     * @param text only emails that contain it in the recipient's address or the subject; empty for all
     * @param before only emails that are older than this one
     */
    public List<QueuedEmail> listEmails(String text, Optional<UUID> before, int limit) {
        return database.sql(SELECT + """
            where id < :before and (:text = '' or recipient ilike :part or subject ilike :part)
            order by id desc limit :limit
            """)
                .bind("before", before.orElse(new UUID(-1, -1)))
                .bind("text", text.strip())
                .bindContaining("part", text.strip())
                .bind("limit", limit)
                .list(QueuedEmail.class);
    }

    public Optional<QueuedEmail> findEmail(UUID id) {
        return database.sql(SELECT + "where id = :id").bind("id", id).find(QueuedEmail.class);
    }

    /**
     * The text of an email that cannot be sent. It is deleted here, because a link in it may give access to an account; so
     * it can be read once. Empty if the email is waiting to be sent, was sent, or was opened before.
     */
    public Optional<String> open(UUID id) {
        Optional<String> body = database.sql("""
            select body from outbox_email
            where id = :id and body <> '' and sent_at is null and next_attempt_at is null for update
            """).bind("id", id).find(String.class);
        body.ifPresent(text -> database.sql("update outbox_email set body = '', last_error = :error where id = :id")
                .bind("error", "An operator opened it.")
                .bind("id", id)
                .update());
        return body;
    }

    /** Queues an email again whose delivery has failed for good; false if it is waiting, was sent, or was opened. */
    public boolean resend(UUID id) {
        int changed =
                database.sql("""
                    update outbox_email set next_attempt_at = :now, attempts = 0
                    where id = :id and sent_at is null and next_attempt_at is null and body <> ''
                    """).bind("now", clock.instant()).bind("id", id).update();
        if (changed > 0) {
            queued.fire(new EmailsQueued());
        }
        return changed > 0;
    }

    /** Sends the email that has been due for the longest time; false if none is. Skips emails that another server sends. */
    public boolean sendNext() {
        Optional<DueEmail> due = database.sql("""
            select id, recipient, subject, body, attempts from outbox_email where next_attempt_at <= :now
            order by next_attempt_at limit 1 for update skip locked
            """).bind("now", clock.instant()).find(DueEmail.class);
        due.ifPresent(this::attempt);
        return due.isPresent();
    }

    /** Deletes emails that are older than 30 days. */
    public void deleteOld() {
        database.sql("delete from outbox_email where created_at < :before")
                .bind("before", clock.instant().minus(RETENTION))
                .update();
    }

    private void attempt(DueEmail due) {
        try {
            if (sender.send(new Email(due.recipient(), due.subject(), due.body())) == SendResult.SENT) {
                recordSent(due);
            } else {
                recordFailure(due, "No mail server is configured.", Optional.empty());
            }
        } catch (EmailNotDeliveredException e) {
            int attempts = due.attempts() + 1;
            boolean isLast = attempts >= MAX_ATTEMPTS;
            recordFailure(
                    due,
                    isLast ? e.getMessage() + " Given up." : String.valueOf(e.getMessage()),
                    isLast
                            ? Optional.empty()
                            : Optional.of(clock.instant().plus(FIRST_DELAY.multipliedBy(1L << (attempts - 1)))));
        }
    }

    /** Deletes the body as well, because it may contain a link that gives access to an account. */
    private void recordSent(DueEmail due) {
        database.sql("""
            update outbox_email set sent_at = :now, body = '', next_attempt_at = null, last_error = null
            where id = :id
            """).bind("now", clock.instant()).bind("id", due.id()).update();
    }

    private void recordFailure(DueEmail due, String error, Optional<Instant> nextAttempt) {
        database.sql("""
            update outbox_email set attempts = attempts + 1, last_error = :error, next_attempt_at = :next
            where id = :id
            """)
                .bind("error", error)
                .bind("next", nextAttempt)
                .bind("id", due.id())
                .update();
    }
}
