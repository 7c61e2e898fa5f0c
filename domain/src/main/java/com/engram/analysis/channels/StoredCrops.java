package com.engram.analysis.channels;

import com.engram.analysis.Analysis;
import com.engram.analysis.channels.ScoreChannels.ChosenCrop;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.variants.ScoreVariants;
import com.engram.database.Database;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The scored crops of the current tenant: the last one of each channel, by analysis. */
@ApplicationScoped
@Transactional
class StoredCrops {

    private final Database database;
    private final Clock clock;

    @Inject
    StoredCrops(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A crop.
     *
     * @param scorings how often a crop of that channel was scored
     * @param estimate empty if the crop shows nothing
     */
    record StoredCrop(
            String channel, Rectangle crop, boolean proposed, int scorings, Optional<VariantEstimate> estimate) {}

    private record Row(
            String channel,
            double x,
            double y,
            double width,
            double height,
            boolean proposed,
            int scorings,
            @Nullable Double score,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double probability) {

        StoredCrop toCrop() {
            return new StoredCrop(channel, new Rectangle(x, y, width, height), proposed, scorings, estimate());
        }

        private Optional<VariantEstimate> estimate() {
            return VariantEstimate.ofColumns(score, low, high, difference, differenceLow, differenceHigh, probability);
        }
    }

    private record NewRow(
            UUID analysis,
            String channel,
            UUID tenant,
            double x,
            double y,
            double width,
            double height,
            boolean proposed,
            Optional<Double> score,
            Optional<Double> low,
            Optional<Double> high,
            Optional<Double> difference,
            Optional<Double> differenceLow,
            Optional<Double> differenceHigh,
            Optional<Double> probability,
            Instant now) {}

    List<StoredCrop> list(UUID analysis) {
        return database.sql("""
                    select channel, x, y, width, height, proposed, scorings, score, interval_low as low,
                      interval_high as high, difference, difference_low, difference_high, probability
                    from channel_crop where analysis_id = :analysis and tenant_id = current_tenant()
                    """).bind("analysis", analysis).list(Row.class).stream()
                .map(Row::toCrop)
                .toList();
    }

    void store(Analysis analysis, List<ChosenCrop> crops, ScoreVariants.Scored scored, boolean proposed) {
        UUID tenant = Scope.getTenant().value();
        database.batch(
                """
                insert into channel_crop (analysis_id, channel, tenant_id, x, y, width, height, proposed, scorings, score,
                  interval_low, interval_high, difference, difference_low, difference_high, probability, scored_at)
                values (:analysis, :channel, :tenant, :x, :y, :width, :height, :proposed, 1, :score, :low, :high,
                  :difference, :differenceLow, :differenceHigh, :probability, :now)
                on conflict (analysis_id, channel) do update set x = excluded.x, y = excluded.y,
                  width = excluded.width, height = excluded.height, proposed = excluded.proposed,
                  scorings = channel_crop.scorings + 1, score = excluded.score, interval_low = excluded.interval_low,
                  interval_high = excluded.interval_high, difference = excluded.difference,
                  difference_low = excluded.difference_low, difference_high = excluded.difference_high,
                  probability = excluded.probability, scored_at = excluded.scored_at
                """,
                IntStream.range(0, crops.size())
                        .mapToObj(i -> toRow(
                                analysis.id(),
                                tenant,
                                crops.get(i),
                                scored.variants().get(i),
                                proposed))
                        .toList());
    }

    private NewRow toRow(
            UUID analysis, UUID tenant, ChosenCrop chosen, Optional<VariantEstimate> estimate, boolean proposed) {
        return new NewRow(
                analysis,
                chosen.channel().code(),
                tenant,
                chosen.crop().x(),
                chosen.crop().y(),
                chosen.crop().width(),
                chosen.crop().height(),
                proposed,
                estimate.map(VariantEstimate::score),
                estimate.map(VariantEstimate::low),
                estimate.map(VariantEstimate::high),
                estimate.map(VariantEstimate::difference),
                estimate.map(VariantEstimate::differenceLow),
                estimate.map(VariantEstimate::differenceHigh),
                estimate.map(VariantEstimate::probability),
                clock.instant());
    }
}
