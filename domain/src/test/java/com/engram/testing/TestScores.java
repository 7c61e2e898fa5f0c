package com.engram.testing;

import com.engram.analysis.backends.BackendOutcome;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.results.LeaseOutcome;
import com.engram.analysis.results.RecordOutcome;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageFeatures;
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.Score;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;

/** Scores what is queued, as the batch jobs do, with outcomes that the test chooses. */
@ApplicationScoped
public class TestScores {

    /** The model of all scores. */
    public static final Model MODEL = new Model("test", "1");

    private static final int ALL = 1_000;

    private final AnalysisQueue queue;
    private final RecordOutcome recordOutcome;
    private final TestTenants tenants;

    @Inject
    TestScores(AnalysisQueue queue, RecordOutcome recordOutcome, TestTenants tenants) {
        this.queue = queue;
        this.recordOutcome = recordOutcome;
        this.tenants = tenants;
    }

    /** Scores everything that is queued. */
    public void scoreAll(double value) {
        recordAll(lease -> scored(lease.image(), value));
    }

    /** Records an outcome for everything that is queued. */
    public void recordAll(Function<Lease, Outcome> outcome) {
        tenants.callAsOperator(() -> recordOutcome.record(queue.pick(Task.SCORE, ALL, 1).stream()
                .map(lease -> new LeaseOutcome(lease, new BackendOutcome(outcome.apply(lease), "fake")))
                .toList()));
    }

    /** Computes the deep heatmaps that are queued. */
    public void mapAll() {
        tenants.callAsOperator(() -> recordOutcome.record(queue.pick(Task.HEATMAP, ALL, 1).stream()
                .map(lease -> new LeaseOutcome(
                        lease, new BackendOutcome(new Outcome.HeatmapComputed(grid(HeatmapKind.DEEP), 5), "fake")))
                .toList()));
    }

    /** A score of an image, whose hash is made from its id. */
    public static Outcome.Scored scored(UUID image, double value) {
        return new Outcome.Scored(
                new Score(value, Math.max(0, value - 0.1), Math.min(1, value + 0.1), 50, false),
                new ImageProperties(DigestUtils.sha256Hex(image.toString()), 16, 12, 16, 12),
                MODEL,
                grid(HeatmapKind.DECOMPOSITION),
                5);
    }

    /** A score with features, as a model that compares images gives it. */
    public static Outcome.Scored scored(UUID image, double value, Model model, ImageFeatures features) {
        Outcome.Scored scored = scored(image, value);
        return new Outcome.Scored(
                scored.score(), scored.image(), model, scored.decomposition(), Optional.of(features), List.of(), 5);
    }

    private static HeatmapGrid grid(HeatmapKind kind) {
        return new HeatmapGrid(kind, 1, 2, new float[] {0.25f, 0.5f}, 0);
    }
}
