package com.engram.analysis.results;

import static com.engram.testing.TestQueue.failed;
import static com.engram.testing.TestQueue.heatmap;
import static com.engram.testing.TestQueue.scored;
import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisState;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.queue.Backoff;
import com.engram.analysis.queue.Lease;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Task;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.ImageWarning;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.images.deletion.DeleteImage;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.TenantId;
import com.engram.testing.AtOnce;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an outcome changes, and what is charged for it. */
@DomainTest
class RecordOutcomeTest {

    private final TestQueue queue;
    private final TestTenants tenants;
    private final TestImages images;
    private final CreditAllowance allowance;
    private final Analyses analyses;
    private final RetryAnalyses retryAnalyses;
    private final DeleteImage deleteImage;
    private final SettableClock clock;

    RecordOutcomeTest(
            TestQueue queue,
            TestTenants tenants,
            TestImages images,
            CreditAllowance allowance,
            Analyses analyses,
            RetryAnalyses retryAnalyses,
            DeleteImage deleteImage,
            SettableClock clock) {
        this.queue = queue;
        this.tenants = tenants;
        this.images = images;
        this.allowance = allowance;
        this.analyses = analyses;
        this.retryAnalyses = retryAnalyses;
        this.deleteImage = deleteImage;
        this.clock = clock;
    }

    @Test
    void a_score_is_recorded_with_its_receipt_and_uses_the_reserved_credit() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);

        queue.record(queue.pick(1).get(0), scored("aa"));

        Analysis analysis = queue.get(tenant, id);
        assertThat(analysis.state()).isEqualTo(AnalysisState.DONE);
        assertThat(analysis.score()).contains(new Score(0.75, 0.5, 0.875, 60, false));
        assertThat(analysis.model()).contains(new Model("engram", "1"));
        assertThat(analysis.backend()).contains("fake");
        assertThat(analysis.scoreMillis()).contains(120);
        assertThat(analysis.credits()).contains(1);
        assertThat(analysis.finishedAt()).contains(clock.instant());
        assertUsage(tenant, 1, 0);
    }

    @Test
    void the_warnings_about_an_image_are_kept() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);
        Outcome.Scored scored = scored("aw");
        List<ImageWarning> warnings =
                List.of(new ImageWarning("first_frame", "The image is an animation. Frame 1 of 12 was scored."));

        queue.record(
                queue.pick(1).get(0),
                new Outcome.Scored(
                        scored.score(),
                        scored.image(),
                        scored.model(),
                        scored.decomposition(),
                        Optional.empty(),
                        warnings,
                        120));

        assertThat(queue.get(tenant, id).warnings()).isEqualTo(warnings);
    }

    @Test
    void the_image_shows_its_newest_result_and_its_heatmap() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);

        queue.record(queue.pick(1).get(0), scored("aa"));

        UUID image = queue.get(tenant, id).image();
        assertThat(tenants.call(tenant, () -> analyses.findCurrent(image)).map(Analysis::id))
                .contains(id);
        assertThat(tenants.call(tenant, () -> analyses.findBestHeatmap(id)))
                .hasValueSatisfying(grid -> assertThat(grid.cells()).containsExactly(0.25f, 0.5f));
    }

    @Test
    void the_same_bytes_are_charged_once() {
        TenantId tenant = tenants.open("free");
        UUID first = images.queue(tenant);
        queue.record(queue.pick(1).get(0), scored("aa"));
        UUID second = images.queue(tenant);
        queue.record(queue.pick(1).get(0), scored("aa"));

        assertThat(queue.get(tenant, first).credits()).contains(1);
        assertThat(queue.get(tenant, second).credits()).contains(0);
        assertUsage(tenant, 1, 0);
    }

    @Test
    void the_same_bytes_are_charged_once_even_if_they_are_recorded_at_the_same_time() throws Exception {
        TenantId tenant = tenants.open("free");
        images.queue(tenant);
        images.queue(tenant);
        Iterator<Lease> leases = queue.pick(2).iterator();

        AtOnce.run(2, () -> {
            Lease lease;
            synchronized (leases) {
                lease = leases.next();
            }
            return queue.record(lease, scored("aa"));
        });

        assertUsage(tenant, 1, 0);
    }

    @Test
    void another_tenant_is_charged_for_the_same_bytes() {
        TenantId one = tenants.open("free");
        TenantId other = tenants.open("free");
        images.queue(one);
        images.queue(other);

        queue.record(queue.pick(2), scored("aa"));

        assertUsage(one, 1, 0);
        assertUsage(other, 1, 0);
    }

    @Test
    void a_page_that_is_recorded_again_changes_nothing() {
        TenantId tenant = tenants.open("free");
        images.queue(tenant);
        List<Lease> page = queue.pick(1);

        assertThat(queue.record(page, scored("aa"))).isEqualTo(1);
        assertThat(queue.record(page, scored("aa"))).isZero();
        assertUsage(tenant, 1, 0);
    }

    @Test
    void a_rejected_image_is_not_charged() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);

        queue.record(queue.pick(1).get(0), new Outcome.Rejected("unreadable_image", "The file ends too early."));

        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.REJECTED);
        assertThat(queue.get(tenant, id).problemCode()).contains("unreadable_image");
        assertUsage(tenant, 0, 0);
    }

    @Test
    void an_image_with_more_pixels_than_the_plan_allows_is_rejected_and_not_charged() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);

        queue.record(queue.pick(1).get(0), scored("aa", 30_000, 30_000));

        assertThat(queue.get(tenant, id).problemCode()).contains("too_many_pixels");
        assertUsage(tenant, 0, 0);
    }

    @Test
    void a_deep_heatmap_follows_the_score_and_one_credit_pays_for_both() {
        TenantId tenant = tenants.open("pro");
        UUID id = images.queueWithHeatmap(tenant);

        queue.record(queue.pick(1).get(0), scored("aa"));
        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.MAPPING);
        assertUsage(tenant, 0, 1);
        queue.record(queue.pick(Task.HEATMAP, 1).get(0), heatmap());

        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.DONE);
        assertThat(queue.get(tenant, id).heatmapMillis()).contains(900);
        assertUsage(tenant, 1, 0);
        assertThat(tenants.call(tenant, () -> analyses.findBestHeatmap(id)))
                .hasValueSatisfying(grid -> assertThat(grid.kind()).isEqualTo(HeatmapKind.DEEP));
    }

    @Test
    void an_analysis_fails_after_six_attempts_uncharged_and_can_be_retried() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);
        for (int attempt = 1; attempt <= Backoff.MAX_ATTEMPTS; attempt++) {
            assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.QUEUED);
            queue.record(queue.pick(1).get(0), failed());
            clock.tick(Duration.ofMinutes(5));
        }
        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.FAILED);
        assertThat(queue.get(tenant, id).problemCode()).contains("scoring_failed");
        assertUsage(tenant, 0, 0);

        tenants.run(tenant, () -> retryAnalyses.retry(id));
        assertUsage(tenant, 0, 1);
        queue.record(queue.pick(1).get(0), scored("aa"));

        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.DONE);
        assertUsage(tenant, 1, 0);
    }

    @Test
    void an_unavailable_backend_does_not_count_as_an_attempt() {
        TenantId tenant = tenants.open("free");
        UUID id = images.queue(tenant);
        for (int i = 0; i < 2 * Backoff.MAX_ATTEMPTS; i++) {
            queue.record(queue.pick(1).get(0), new Outcome.Retry("Down", Outcome.Cause.UNAVAILABLE));
            clock.tick(Duration.ofMinutes(5));
        }

        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.QUEUED);
        assertThat(queue.get(tenant, id).attempts()).isZero();
    }

    @Test
    void a_failed_deep_heatmap_keeps_the_score_for_the_retry() {
        TenantId tenant = tenants.open("pro");
        UUID id = images.queueWithHeatmap(tenant);
        queue.record(queue.pick(1).get(0), scored("aa"));
        for (int attempt = 1; attempt <= Backoff.MAX_ATTEMPTS; attempt++) {
            queue.record(queue.pick(Task.HEATMAP, 1).get(0), failed());
            clock.tick(Duration.ofMinutes(5));
        }
        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.FAILED);

        tenants.run(tenant, () -> retryAnalyses.retry(id));

        assertThat(queue.get(tenant, id).state()).isEqualTo(AnalysisState.MAPPING);
        assertThat(queue.get(tenant, id).score()).isPresent();
    }

    @Test
    void deleting_an_image_that_waits_releases_its_credit_and_leaves_a_tombstone() throws SQLException {
        TenantId tenant = tenants.open("free");
        UUID image = queue.get(tenant, images.queue(tenant)).image();

        tenants.run(tenant, () -> deleteImage.delete(image));

        assertUsage(tenant, 0, 0);
        assertThat(queue.pick(1)).isEmpty();
        assertThat(listTombstones()).containsExactly(image);
    }

    @Test
    void deleting_an_image_while_it_is_scored_releases_its_credit_once() {
        TenantId tenant = tenants.open("free");
        images.queue(tenant);
        Lease lease = queue.pick(1).get(0);

        tenants.run(tenant, () -> deleteImage.delete(lease.image()));

        assertThat(queue.record(lease, scored("aa"))).isFalse();
        assertUsage(tenant, 0, 0);
    }

    private static List<UUID> listTombstones() throws SQLException {
        List<UUID> images = new ArrayList<>();
        try (Connection owner = TestDatabase.asOwner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select image_id from image_tombstone")) {
            while (rows.next()) {
                images.add(rows.getObject(1, UUID.class));
            }
        }
        return images;
    }

    private void assertUsage(TenantId tenant, int used, int reserved) {
        Usage usage = tenants.call(tenant, allowance::usage);
        assertThat(usage.used()).as("used").isEqualTo(used);
        assertThat(usage.reserved()).as("reserved").isEqualTo(reserved);
    }
}
