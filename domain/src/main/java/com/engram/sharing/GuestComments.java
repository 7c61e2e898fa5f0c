package com.engram.sharing;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.limits.RateLimit;
import com.engram.limits.RateLimitDecision;
import com.engram.limits.RateLimits;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The comments of guests on the shared results of the current tenant. A guest writes them in the scope of the link's tenant. */
@ApplicationScoped
@Transactional
public class GuestComments {

    /** The length of the longest comment, in characters. */
    public static final int MAX_LENGTH = 1_000;

    /** The length of the longest name of a guest, in characters. */
    public static final int MAX_NAME_LENGTH = 80;

    /** The most comments of a link. */
    static final int MAX_COMMENTS = 200;

    private static final RateLimit BY_ADDRESS = new RateLimit("share-comment", 5, Duration.ofMinutes(10));

    private final Database database;
    private final RateLimits limits;
    private final Event<GuestCommented> commented;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    GuestComments(Database database, RateLimits limits, Event<GuestCommented> commented, AuditLog audit, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.commented = commented;
        this.audit = audit;
        this.clock = clock;
    }

    /** Checks whether a guest may write another comment now. It consumes a permit; call it outside of transactions. */
    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public RateLimitDecision checkRate(String ipAddress) {
        return limits.tryConsume(BY_ADDRESS, ipAddress);
    }

    private record LinkRow(boolean allowsComments, Optional<UUID> createdBy) {}

    /**
     * Writes a comment.
     *
     * @param author the name that the guest gave
     * @return why it was not written; empty if it was
     */
    public Optional<Refusal> write(UUID link, String author, String text) {
        String name = author.strip();
        String words = text.strip();
        if (!fits(name, MAX_NAME_LENGTH, false) || !fits(words, MAX_LENGTH, true)) {
            return Optional.of(new Refusal(
                    RefusalReason.INVALID_COMMENT,
                    "A comment has a name of 1 to %d characters, and 1 to %d characters of text."
                            .formatted(MAX_NAME_LENGTH, MAX_LENGTH),
                    Message.of("refusal.invalid_comment", MAX_NAME_LENGTH, MAX_LENGTH)));
        }
        // The lock makes comments that are written at the same time count one after the other.
        LinkRow row = database.sql("select allows_comments, created_by from share_link where id = :link for update")
                .bind("link", link)
                .get(LinkRow.class);
        if (!row.allowsComments()) {
            return Optional.of(new Refusal(RefusalReason.NOT_FOUND, "This link takes no comments."));
        }
        int count = database.sql("select cast(count(*) as int) from share_comment where link_id = :link")
                .bind("link", link)
                .get(Integer.class);
        if (count >= MAX_COMMENTS) {
            return Optional.of(new Refusal(
                    RefusalReason.TOO_MANY_COMMENTS,
                    "This link has %d comments and takes no more.".formatted(MAX_COMMENTS),
                    Message.of("refusal.too_many_comments", MAX_COMMENTS)));
        }
        GuestComment comment = new GuestComment(UuidCreator.getTimeOrderedEpoch(), link, name, words, clock.instant());
        database.sql("""
                insert into share_comment (id, tenant_id, link_id, author, text, created_at)
                values (:id, current_tenant(), :link, :author, :text, :createdAt)
                """).bindAll(comment).update();
        fire(comment, row.createdBy());
        return Optional.empty();
    }

    private void fire(GuestComment comment, Optional<UUID> sharedBy) {
        Named named = database.sql("""
                select s.image_id as image, s.comparison_id as comparison, s.project_id as project,
                  coalesce(i.filename, c.name, p.name, '') as name
                from share_link s left join image i on i.id = s.image_id left join comparison c on c.id = s.comparison_id
                  left join project p on p.id = s.project_id
                where s.id = :link
                """).bind("link", comment.link()).get(Named.class);
        commented.fire(new GuestCommented(Scope.getTenant(), comment, named.result(), sharedBy, named.name()));
    }

    private record Named(Optional<UUID> image, Optional<UUID> comparison, Optional<UUID> project, String name) {

        SharedResult result() {
            return image.map(SharedResult::ofImage)
                    .or(() -> comparison.map(SharedResult::ofComparison))
                    .or(() -> project.map(SharedResult::ofProject))
                    .orElseThrow();
        }
    }

    /** The comments on a link, the oldest first. */
    public List<GuestComment> listComments(UUID link) {
        return database.sql("""
                        select id, link_id as link, author, text, created_at from share_comment
                        where tenant_id = current_tenant() and link_id = :link order by id
                        """).bind("link", link).list(GuestComment.class);
    }

    /** Deletes a comment of a link; false if there is none. */
    public boolean delete(UUID link, UUID comment) {
        boolean deleted = database.sql("delete from share_comment where id = :comment and link_id = :link")
                        .bind("comment", comment)
                        .bind("link", link)
                        .update()
                == 1;
        if (deleted) {
            audit.record("comment.deleted", "");
        }
        return deleted;
    }

    private static boolean fits(String text, int max, boolean lines) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= max
                && text.codePoints()
                        .noneMatch(character -> Character.isISOControl(character)
                                && !(lines && (character == '\n' || character == '\r' || character == '\t')));
    }
}
