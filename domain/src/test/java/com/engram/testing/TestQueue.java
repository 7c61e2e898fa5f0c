package com.engram.testing;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
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
import com.engram.analysis.scorers.estimates.ImageProperties;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Works on queued analyses as the jobs do: picks leases and records outcomes, in the operator's scope. */
@ApplicationScoped
public class TestQueue {

    private static final Model MODEL = new Model("engram", "1");

    private final TestTenants tenants;
    private final AnalysisQueue queue;
    private final RecordOutcome recordOutcome;
    private final Analyses analyses;

    @Inject
    TestQueue(TestTenants tenants, AnalysisQueue queue, RecordOutcome recordOutcome, Analyses analyses) {
        this.tenants = tenants;
        this.queue = queue;
        this.recordOutcome = recordOutcome;
        this.analyses = analyses;
    }

    /** Picks up to that many leases for scores. */
    public List<Lease> pick(int limit) {
        return pick(Task.SCORE, limit);
    }

    /** Picks up to that many leases. */
    public List<Lease> pick(Task task, int limit) {
        return tenants.callAsOperator(() -> queue.pick(task, limit, 1));
    }

    /** Records an outcome; false if the lease is no longer current. */
    public boolean record(Lease lease, Outcome outcome) {
        return record(List.of(lease), outcome) == 1;
    }

    /** Records the same outcome for several leases in one page; how many of them were current. */
    public int record(List<Lease> leases, Outcome outcome) {
        return tenants.callAsOperator(() -> recordOutcome.record(leases.stream()
                .map(lease -> new LeaseOutcome(lease, new BackendOutcome(outcome, "fake")))
                .toList()));
    }

    /** The analysis as the tenant sees it. */
    public Analysis get(TenantId tenant, UUID analysis) {
        return tenants.call(tenant, () -> analyses.findAnalysis(analysis).orElseThrow());
    }

    /** A score for an image with these bytes. */
    public static Outcome.Scored scored(String sha256) {
        return scored(sha256, 1600, 1200);
    }

    /** A score for an image with these bytes and this size in pixels. */
    public static Outcome.Scored scored(String sha256, int width, int height) {
        return new Outcome.Scored(
                new Score(0.75, 0.5, 0.875, 60, false),
                new ImageProperties(sha256, width, height, 1280, 960),
                MODEL,
                grid(HeatmapKind.DECOMPOSITION),
                120);
    }

    /** A deep heatmap. */
    public static Outcome.HeatmapComputed heatmap() {
        return new Outcome.HeatmapComputed(grid(HeatmapKind.DEEP), 900);
    }

    /** An attempt that failed, perhaps because of the image. */
    public static Outcome.Retry failed() {
        return new Outcome.Retry("The scorer failed", Outcome.Cause.FAILED);
    }

    private static HeatmapGrid grid(HeatmapKind kind) {
        return new HeatmapGrid(kind, 1, 2, new float[] {0.25f, 0.5f}, 0);
    }
}
