package com.engram.analysis.whatifs;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.variants.ScoreVariants;
import com.engram.analysis.whatifs.WhatIf.Variant;
import com.engram.audit.Actor;
import com.engram.database.Database;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.WhatIfAllowance;
import com.engram.refusals.Refusal;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The what-ifs of the current tenant. */
@ApplicationScoped
@Transactional
public class WhatIfs {

    private final Database database;
    private final CreditAllowance allowance;
    private final WhatIfAllowance whatIfAllowance;
    private final Clock clock;

    @Inject
    WhatIfs(Database database, CreditAllowance allowance, WhatIfAllowance whatIfAllowance, Clock clock) {
        this.database = database;
        this.allowance = allowance;
        this.whatIfAllowance = whatIfAllowance;
        this.clock = clock;
    }

    private record Head(
            UUID id,
            UUID image,
            UUID analysis,
            double score,
            String modelName,
            String modelVersion,
            int credits,
            Instant createdAt) {}

    private record Row(
            String kind,
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double width,
            @Nullable Double height,
            @Nullable Double amount,
            @Nullable Double score,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double probability) {

        Variant toVariant() {
            Optional<Rectangle> rect = x == null || y == null || width == null || height == null
                    ? Optional.empty()
                    : Optional.of(new Rectangle(x, y, width, height));
            return new Variant(
                    new Edit(EditKind.ofCode(kind).orElseThrow(), rect, Optional.ofNullable(amount)), estimate());
        }

        private Optional<VariantEstimate> estimate() {
            return VariantEstimate.ofColumns(score, low, high, difference, differenceLow, differenceHigh, probability);
        }
    }

    private record NewRow(
            UUID whatIf,
            int position,
            UUID tenant,
            String kind,
            Optional<Double> x,
            Optional<Double> y,
            Optional<Double> width,
            Optional<Double> height,
            Optional<Double> amount,
            Optional<Double> score,
            Optional<Double> low,
            Optional<Double> high,
            Optional<Double> difference,
            Optional<Double> differenceLow,
            Optional<Double> differenceHigh,
            Optional<Double> probability) {}

    /** The what-ifs with that id. */
    public Optional<WhatIf> findWhatIf(UUID id) {
        return database.sql("""
                    select id, image_id as image, analysis_id as analysis, score, model_name, model_version, credits, created_at
                    from what_if where id = :id
                    """).bind("id", id).find(Head.class).map(this::withVariants);
    }

    /** The newest what-ifs of an image's current analysis, the newest first; at most ten. */
    public List<WhatIf> listOf(UUID analysis) {
        return database.sql("""
                    select id, image_id as image, analysis_id as analysis, score, model_name, model_version, credits, created_at
                    from what_if where analysis_id = :analysis order by id desc limit 10
                    """).bind("analysis", analysis).list(Head.class).stream()
                .map(this::withVariants)
                .toList();
    }

    private WhatIf withVariants(Head head) {
        return new WhatIf(
                head.id(),
                head.image(),
                head.analysis(),
                head.score(),
                new Model(head.modelName(), head.modelVersion()),
                head.credits(),
                head.createdAt(),
                database.sql("""
                    select kind, x, y, width, height, amount, score, interval_low as low, interval_high as high, difference,
                      difference_low, difference_high, probability
                    from what_if_variant where what_if_id = :id order by position
                    """).bind("id", head.id()).list(Row.class).stream()
                        .map(Row::toVariant)
                        .toList());
    }

    /**
     * Charges and stores what was scored, both or neither.
     *
     * @param inTransaction called with the what-ifs in the transaction that stores them
     */
    RunWhatIf.Result store(List<Edit> edits, ScoreVariants.Scored scored, Consumer<WhatIf> inTransaction) {
        // Until the end of the transaction, the analysis cannot be deleted.
        if (database.sql("select id from analysis where id = :id for key share")
                .bind("id", scored.analysis())
                .find(UUID.class)
                .isEmpty()) {
            return new RunWhatIf.ImageNotFound();
        }
        int credits = WhatIf.creditsFor(edits.size());
        Optional<Refusal> refusal = whatIfAllowance.checkLocked(edits.size()).or(() -> allowance.use(credits));
        if (refusal.isPresent()) {
            return new RunWhatIf.Refused(refusal.get(), Optional.empty());
        }
        whatIfAllowance.count(edits.size());
        WhatIf whatIf = new WhatIf(
                UuidCreator.getTimeOrderedEpoch(),
                scored.image(),
                scored.analysis(),
                scored.score(),
                scored.model(),
                credits,
                clock.instant(),
                IntStream.range(0, edits.size())
                        .mapToObj(
                                i -> new Variant(edits.get(i), scored.variants().get(i)))
                        .toList());
        insert(whatIf);
        inTransaction.accept(whatIf);
        return new RunWhatIf.Done(whatIf);
    }

    private void insert(WhatIf whatIf) {
        UUID tenant = Scope.getTenant().value();
        database.sql("""
                    insert into what_if (id, tenant_id, image_id, analysis_id, score, model_name, model_version, credits,
                      requested_by, created_at)
                    values (:id, :tenant, :image, :analysis, :score, :name, :version, :credits, :actor, :now)
                    """)
                .bind("id", whatIf.id())
                .bind("tenant", tenant)
                .bind("image", whatIf.image())
                .bind("analysis", whatIf.analysis())
                .bind("score", whatIf.score())
                .bind("name", whatIf.model().name())
                .bind("version", whatIf.model().version())
                .bind("credits", whatIf.credits())
                .bind("actor", Optional.ofNullable(Actor.current().id()))
                .bind("now", whatIf.createdAt())
                .update();
        database.batch(
                """
                insert into what_if_variant (what_if_id, position, tenant_id, kind, x, y, width, height, amount, score,
                  interval_low, interval_high, difference, difference_low, difference_high, probability)
                values (:whatIf, :position, :tenant, :kind, :x, :y, :width, :height, :amount, :score, :low, :high,
                  :difference, :differenceLow, :differenceHigh, :probability)
                """,
                IntStream.range(0, whatIf.variants().size())
                        .mapToObj(i ->
                                toRow(whatIf.id(), i, tenant, whatIf.variants().get(i)))
                        .toList());
    }

    private static NewRow toRow(UUID whatIf, int position, UUID tenant, Variant variant) {
        Optional<Rectangle> rect = variant.edit().rect();
        Optional<VariantEstimate> estimate = variant.estimate();
        return new NewRow(
                whatIf,
                position,
                tenant,
                variant.edit().kind().code(),
                rect.map(Rectangle::x),
                rect.map(Rectangle::y),
                rect.map(Rectangle::width),
                rect.map(Rectangle::height),
                variant.edit().amount(),
                estimate.map(VariantEstimate::score),
                estimate.map(VariantEstimate::low),
                estimate.map(VariantEstimate::high),
                estimate.map(VariantEstimate::difference),
                estimate.map(VariantEstimate::differenceLow),
                estimate.map(VariantEstimate::differenceHigh),
                estimate.map(VariantEstimate::probability));
    }
}
