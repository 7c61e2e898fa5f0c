package com.engram.mail;

import com.engram.mail.Post.Handover;
import com.engram.tenancy.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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

    private static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    @PersistenceContext(unitName = "engram")
    private EntityManager entities;

    @Inject
    private Post post;

    @Inject
    private Clock clock;

    /**
     * A letter as the operator sees it.
     *
     * @param body empty once a mail server took it
     * @param sentAt when a mail server took it
     * @param problem why the last attempt failed
     */
    public record Written(
            UUID id,
            String to,
            String subject,
            String body,
            Instant createdAt,
            Optional<Instant> sentAt,
            Optional<String> problem) {}

    /** The newest letters first. */
    public List<Written> listLetters(int limit) {
        return Rows.of(entities.createNativeQuery(
                                "select id, recipient, subject, body, created_at, sent_at, problem from letter order by created_at desc",
                                Tuple.class)
                        .setMaxResults(limit))
                .map(row -> new Written(
                        row.get(0, UUID.class),
                        row.get(1, String.class),
                        row.get(2, String.class),
                        row.get(3, String.class),
                        row.get(4, Instant.class),
                        Optional.ofNullable(row.get(5, Instant.class)),
                        Optional.ofNullable(row.get(6, String.class))))
                .toList();
    }

    /** Posts the letter that is due the longest; false if none is. Other servers' letters are passed over. */
    public boolean postOne() {
        Optional<Tuple> due = Rows.of(
                        entities.createNativeQuery("""
                        select id, recipient, subject, body, attempts from letter where next_attempt <= :now
                        order by next_attempt limit 1 for update skip locked
                        """, Tuple.class).setParameter("now", clock.instant()))
                .findFirst();
        due.ifPresent(this::attempt);
        return due.isPresent();
    }

    /** Throws old letters away. */
    public void tidy() {
        entities.createNativeQuery("delete from letter where created_at < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }

    private void attempt(Tuple row) {
        UUID id = row.get(0, UUID.class);
        Letter letter = new Letter(row.get(1, String.class), row.get(2, String.class), row.get(3, String.class));
        try {
            if (post.take(letter) == Handover.SENT) {
                // The body may hold a link that opens an account, so it goes as soon as it is not needed.
                update(id, "sent_at = :now, body = '', next_attempt = null, problem = null", "now", clock.instant());
            } else {
                update(id, "next_attempt = null, problem = :why", "why", "No mail server is configured.");
            }
        } catch (UndeliveredException e) {
            int attempts = ((Number) row.get(4)).intValue() + 1;
            update(id, "attempts = attempts + 1, problem = :why", "why", String.valueOf(e.getMessage()));
            if (attempts >= MOST_ATTEMPTS) {
                update(id, "next_attempt = null, problem = problem || :why", "why", " Given up.");
            } else {
                Instant next = clock.instant().plus(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
                update(id, "next_attempt = :next", "next", next);
            }
        }
    }

    private void update(UUID id, String what, String name, Object value) {
        entities.createNativeQuery("update letter set " + what + " where id = :id")
                .setParameter("id", id)
                .setParameter(name, value)
                .executeUpdate();
    }
}
