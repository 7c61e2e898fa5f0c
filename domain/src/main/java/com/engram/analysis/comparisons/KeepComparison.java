package com.engram.analysis.comparisons;

import com.engram.audit.Actor;
import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Keeps a comparison of the current tenant under an id, so that it can be read again. */
@ApplicationScoped
@Transactional
public class KeepComparison {

    private static final int MAX_NAME_LENGTH = 100;

    private static final int MAX_NOTE_LENGTH = 2_000;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    KeepComparison(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    private record ImageRow(
            UUID comparison,
            int position,
            UUID tenant,
            UUID image,
            UUID analysis,
            double score,
            double low,
            double high,
            boolean outOfDomain) {}

    private record PairRow(
            UUID comparison,
            int first,
            int second,
            UUID tenant,
            double difference,
            double low,
            double high,
            double probability) {}

    /** Why a comparison cannot have that name, if it cannot. */
    public static Optional<Refusal> checkName(String name) {
        String stripped = name.strip();
        return stripped.isEmpty() || stripped.length() > MAX_NAME_LENGTH
                ? Optional.of(new Refusal(
                        RefusalReason.INVALID_NAME,
                        "Give the comparison a name of at most %d characters.".formatted(MAX_NAME_LENGTH),
                        Message.of("refusal.invalid_name.comparison", MAX_NAME_LENGTH)))
                : Optional.empty();
    }

    /** Why a comparison cannot have that note, if it cannot. */
    public static Optional<Refusal> checkNote(String note) {
        return note.strip().codePointCount(0, note.strip().length()) > MAX_NOTE_LENGTH
                ? Optional.of(new Refusal(
                        RefusalReason.INVALID_NOTE,
                        "A note has at most %d characters.".formatted(MAX_NOTE_LENGTH),
                        Message.of("refusal.invalid_note", MAX_NOTE_LENGTH)))
                : Optional.empty();
    }

    /** Gives a comparison another name and note; empty clears them. False if the tenant has none with that id. */
    public boolean describe(UUID id, Optional<String> name, Optional<String> note) {
        return database.sql("update comparison set name = :name, note = :note where id = :id")
                        .bind("name", filled(name))
                        .bind("note", filled(note))
                        .bind("id", id)
                        .update()
                == 1;
    }

    private static Optional<String> filled(Optional<String> text) {
        return text.map(String::strip).filter(written -> !written.isEmpty());
    }

    /** Stores a comparison without a note. */
    public Optional<KeptComparison> keep(Comparison comparison, Optional<String> name) {
        return keep(comparison, name, Optional.empty());
    }

    /**
     * Stores a comparison, and records it in the audit log. Empty if one of its images was deleted meanwhile.
     *
     * @param name must pass {@link #checkName}
     * @param note must pass {@link #checkNote}
     */
    public Optional<KeptComparison> keep(Comparison comparison, Optional<String> name, Optional<String> note) {
        if (lockImages(comparison) < comparison.images().size()) {
            return Optional.empty();
        }
        UUID tenant = Scope.getTenant().value();
        KeptComparison kept = new KeptComparison(
                UuidCreator.getTimeOrderedEpoch(), name.map(String::strip), filled(note), clock.instant(), comparison);
        database.sql("""
                    insert into comparison (id, tenant_id, name, note, model_name, model_version, requested_by, created_at)
                    values (:id, :tenant, :name, :note, :model, :version, :actor, :now)
                    """)
                .bind("id", kept.id())
                .bind("tenant", tenant)
                .bind("name", kept.name())
                .bind("note", kept.note())
                .bind("model", comparison.model().name())
                .bind("version", comparison.model().version())
                .bind("actor", Optional.ofNullable(Actor.current().id()))
                .bind("now", kept.createdAt())
                .update();
        insertImages(kept, tenant);
        insertPairs(kept, tenant);
        audit.record(
                "comparison.created", kept.name().orElse(comparison.images().size() + " images"));
        return Optional.of(kept);
    }

    /** Until the end of the transaction none of them can be deleted. Locks in the order in which deletion does. */
    private int lockImages(Comparison comparison) {
        return database.sql("select id from image where id = any(:ids) order by id for key share")
                .bind(
                        "ids",
                        comparison.images().stream().map(ComparedImage::image).toList())
                .list(UUID.class)
                .size();
    }

    private void insertImages(KeptComparison kept, UUID tenant) {
        List<ComparedImage> images = kept.comparison().images();
        database.batch(
                """
                insert into comparison_image (comparison_id, position, tenant_id, image_id, analysis_id, score,
                  interval_low, interval_high, out_of_domain)
                values (:comparison, :position, :tenant, :image, :analysis, :score, :low, :high, :outOfDomain)
                """,
                IntStream.range(0, images.size())
                        .mapToObj(i -> toRow(kept.id(), i, tenant, images.get(i)))
                        .toList());
    }

    private static ImageRow toRow(UUID comparison, int position, UUID tenant, ComparedImage image) {
        return new ImageRow(
                comparison,
                position,
                tenant,
                image.image(),
                image.analysis(),
                image.score(),
                image.low(),
                image.high(),
                image.outOfDomain());
    }

    private void insertPairs(KeptComparison kept, UUID tenant) {
        List<ComparedImage> images = kept.comparison().images();
        database.batch(
                """
                insert into comparison_pair (comparison_id, first, second, tenant_id, difference, interval_low,
                  interval_high, probability)
                values (:comparison, :first, :second, :tenant, :difference, :low, :high, :probability)
                """,
                kept.comparison().pairs().stream()
                        .map(pair -> new PairRow(
                                kept.id(),
                                images.indexOf(pair.first()),
                                images.indexOf(pair.second()),
                                tenant,
                                pair.difference(),
                                pair.low(),
                                pair.high(),
                                pair.probability()))
                        .toList());
    }
}
