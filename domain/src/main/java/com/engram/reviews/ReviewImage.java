package com.engram.reviews;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives an image of the current tenant a state of its review. Every state is kept, with who gave it and when. */
@ApplicationScoped
@Transactional
public class ReviewImage {

    /** The length of the longest note, in characters. */
    public static final int MAX_NOTE_LENGTH = 1_000;

    private final Database database;
    private final Reviews reviews;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    ReviewImage(Database database, Reviews reviews, AuditLog audit, Clock clock) {
        this.database = database;
        this.reviews = reviews;
        this.audit = audit;
        this.clock = clock;
    }

    /** The result of a review. */
    public sealed interface Result {}

    /** The image has that state. */
    public record Reviewed(Review review) implements Result {}

    /** The note is too long; nothing was changed. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no such image. */
    public record ImageNotFound() implements Result {}

    /** Gives an image a state. The same state with the same note by the same actor again changes nothing. */
    public Result review(UUID image, ReviewState state, Optional<String> note) {
        // The lock makes requests that run at the same time follow each other, so that one review is current.
        Optional<String> filename = database.sql("select filename from image where id = :image for update")
                .bind("image", image)
                .find(String.class);
        if (filename.isEmpty()) {
            return new ImageNotFound();
        }
        Optional<String> text = note.map(String::strip).filter(written -> !written.isEmpty());
        if (text.filter(written -> written.codePointCount(0, written.length()) > MAX_NOTE_LENGTH)
                .isPresent()) {
            return new Refused(new Refusal(
                    RefusalReason.INVALID_REVIEW,
                    "A note has at most %d characters.".formatted(MAX_NOTE_LENGTH),
                    Message.of("refusal.invalid_review", MAX_NOTE_LENGTH)));
        }
        Optional<UUID> reviewer = Optional.ofNullable(Actor.current().id());
        List<Review> earlier = reviews.listReviews(image);
        if (!earlier.isEmpty() && isRepeated(earlier.get(0), state, text, reviewer)) {
            return new Reviewed(earlier.get(0));
        }
        database.sql("update image_review set is_current = false where image_id = :image and is_current")
                .bind("image", image)
                .update();
        database.sql("""
                insert into image_review (id, tenant_id, image_id, state, note, reviewer_id, reviewer_name, is_current, created_at)
                values (:id, current_tenant(), :image, :state, :note, :reviewer, :name, true, :now)
                """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("image", image)
                .bind("state", state.code())
                .bind("note", text)
                .bind("reviewer", reviewer)
                .bind("name", nameOf(reviewer))
                .bind("now", clock.instant())
                .update();
        audit.record("image." + state.code(), filename.get());
        return new Reviewed(reviews.listReviews(image).get(0));
    }

    private static boolean isRepeated(Review last, ReviewState state, Optional<String> note, Optional<UUID> reviewer) {
        return last.state() == state
                && last.note().equals(note)
                && last.reviewer().equals(reviewer);
    }

    private String nameOf(Optional<UUID> reviewer) {
        return reviewer.flatMap(actor -> database.sql("""
                select name from person where id = :actor union all select name from api_key where id = :actor limit 1
                """).bind("actor", actor).find(String.class))
                .orElse("Engram");
    }
}
