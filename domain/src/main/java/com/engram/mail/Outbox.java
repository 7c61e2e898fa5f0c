package com.engram.mail;

import com.engram.mail.EmailSender.Handover;
import com.engram.tenancy.TupleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The letters that were written; in the operator's scope. */
@ApplicationScoped
@Transactional
public class Outbox {

    /** Letters are kept so long for the operator to read. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final String LETTERS =
            "select id, recipient, subject, body, created_at, sent_at, next_attempt_at is not null, last_error from outbox_email ";
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private final EntityManager entities;
    private final EmailSender post;
    private final Event<EmailsQueued> waiting;
    private final Clock clock;

    @Inject
    Outbox(EntityManager entities, EmailSender post, Event<EmailsQueued> waiting, Clock clock) {
        this.entities = entities;
        this.post = post;
        this.waiting = waiting;
        this.clock = clock;
    }

    /**
     * A letter as the operator sees it.
     *
     * @param body empty once a mail server took it
     * @param sentAt when a mail server took it
     * @param isWaiting whether an attempt to post it is due
     * @param problem why the last attempt failed
     */
    public record Written(
            UUID id,
            String to,
            String subject,
            String body,
            Instant createdAt,
            Optional<Instant> sentAt,
            boolean isWaiting,
            Optional<String> problem) {

        static Written of(Tuple row) {
            return new Written(
                    row.get(0, UUID.class),
                    row.get(1, String.class),
                    row.get(2, String.class),
                    row.get(3, String.class),
                    row.get(4, Instant.class),
                    Optional.ofNullable(row.get(5, Instant.class)),
                    row.get(6, Boolean.class),
                    Optional.ofNullable(row.get(7, String.class)));
        }
    }

    /**
     * The newest letters first.
     *
     * @param text what occurs in the reader's address or the subject; empty for all
     * @param before only letters older than that one
     */
    public List<Written> listLetters(String text, Optional<UUID> before, int limit) {
        return TupleRows.of(entities.createNativeQuery(LETTERS + """
                                where id < :before and (:text = '' or recipient ilike :part or subject ilike :part)
                                order by id desc
                                """, Tuple.class)
                        .setParameter("before", before.orElse(new UUID(-1, -1)))
                        .setParameter("text", text.strip())
                        .setParameter("part", TupleRows.containing(text.strip()))
                        .setMaxResults(limit))
                .map(Written::of)
                .toList();
    }

    /** The letter of that id. */
    public Optional<Written> findLetter(UUID letter) {
        return TupleRows.of(entities.createNativeQuery(LETTERS + "where id = :id", Tuple.class)
                        .setParameter("id", letter))
                .map(Written::of)
                .findFirst();
    }

    /** Has a letter posted that was given up; false if it is on its way, or gone already. */
    public boolean postAgain(UUID letter) {
        int due = entities.createNativeQuery("""
                        update outbox_email set next_attempt_at = :now, attempts = 0
                        where id = :id and sent_at is null and next_attempt_at is null
                        """)
                .setParameter("now", clock.instant())
                .setParameter("id", letter)
                .executeUpdate();
        if (due > 0) {
            waiting.fire(new EmailsQueued());
        }
        return due > 0;
    }

    /** Posts the letter that is due the longest; false if none is. Other servers' letters are passed over. */
    public boolean postOne() {
        Optional<Tuple> due = TupleRows.of(
                        entities.createNativeQuery("""
                        select id, recipient, subject, body, attempts from outbox_email where next_attempt_at <= :now
                        order by next_attempt_at limit 1 for update skip locked
                        """, Tuple.class).setParameter("now", clock.instant()))
                .findFirst();
        due.ifPresent(this::attempt);
        return due.isPresent();
    }

    /** Throws old letters away. */
    public void tidy() {
        entities.createNativeQuery("delete from outbox_email where created_at < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }

    private void attempt(Tuple row) {
        UUID id = row.get(0, UUID.class);
        Email letter = new Email(row.get(1, String.class), row.get(2, String.class), row.get(3, String.class));
        try {
            if (post.take(letter) == Handover.SENT) {
                // The body may hold a link that opens an account, so it goes as soon as it is not needed.
                update(
                        id,
                        "sent_at = :now, body = '', next_attempt_at = null, last_error = null",
                        "now",
                        clock.instant());
            } else {
                update(id, "next_attempt_at = null, last_error = :why", "why", "No mail server is configured.");
            }
        } catch (EmailNotDeliveredException e) {
            int attempts = ((Number) row.get(4)).intValue() + 1;
            update(id, "attempts = attempts + 1, last_error = :why", "why", String.valueOf(e.getMessage()));
            if (attempts >= MOST_ATTEMPTS) {
                update(id, "next_attempt_at = null, last_error = last_error || :why", "why", " Given up.");
            } else {
                Instant next = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
                update(id, "next_attempt_at = :next", "next", next);
            }
        }
    }

    private void update(UUID id, String what, String name, Object value) {
        entities.createNativeQuery("update outbox_email set " + what + " where id = :id")
                .setParameter("id", id)
                .setParameter(name, value)
                .executeUpdate();
    }
}
