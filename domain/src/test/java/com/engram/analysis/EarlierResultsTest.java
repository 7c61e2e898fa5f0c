package com.engram.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is shown of an image while it is analysed again, and after that. */
@DomainTest
class EarlierResultsTest {

    private final EarlierResults earlierResults;
    private final Analyses analyses;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final TenantId tenant;

    EarlierResultsTest(
            EarlierResults earlierResults,
            Analyses analyses,
            TestImages images,
            TestScores scores,
            TestTenants tenants) {
        this.earlierResults = earlierResults;
        this.analyses = analyses;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.tenant = tenants.open("pro");
    }

    @Test
    void an_image_that_is_analysed_again_shows_its_earlier_score_until_the_new_one_is_there() {
        UUID first = images.queueWithHeatmap(tenant);
        scores.scoreAll(0.25);
        scores.mapAll();
        UUID image = imageOf(first);
        UUID second = analyseAgain(image);

        assertThat(shown(image)).contains(first);
        scores.scoreAll(0.75);
        assertThat(shown(image)).contains(second);
    }

    @Test
    void a_new_analysis_without_a_deep_heatmap_keeps_the_earlier_one() {
        UUID first = images.queueWithHeatmap(tenant);
        scores.scoreAll(0.25);
        scores.mapAll();
        UUID image = imageOf(first);

        UUID second = analyseAgain(image);
        assertThat(withHeatmap(image, HeatmapKind.DEEP)).contains(first);
        assertThat(withHeatmap(image, HeatmapKind.DECOMPOSITION)).contains(first);

        scores.scoreAll(0.75);
        assertThat(withHeatmap(image, HeatmapKind.DEEP)).contains(first);
        assertThat(withHeatmap(image, HeatmapKind.DECOMPOSITION)).contains(second);
        assertThat(tenants.call(tenant, () -> earlierResults.findHeatmap(image, HeatmapKind.DEEP)))
                .isPresent();
    }

    @Test
    void an_image_without_any_result_shows_its_current_analysis_and_no_heatmap() {
        UUID only = images.queue(tenant);
        UUID image = imageOf(only);

        assertThat(shown(image)).contains(only);
        assertThat(withHeatmap(image, HeatmapKind.DEEP)).isEmpty();
        assertThat(tenants.call(tenant, () -> earlierResults.findBestHeatmap(image)))
                .isEmpty();
    }

    @Test
    void another_tenant_is_shown_nothing() {
        UUID image = imageOf(images.queue(tenant));
        scores.scoreAll(0.5);
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, () -> earlierResults.findShown(image))).isEmpty();
        assertThat(tenants.call(other, () -> earlierResults.findBestHeatmap(image)))
                .isEmpty();
    }

    private UUID analyseAgain(UUID image) {
        return images.analyseAgain(tenant, image);
    }

    private UUID imageOf(UUID analysis) {
        return tenants.call(
                tenant, () -> analyses.findAnalysis(analysis).orElseThrow().image());
    }

    private Optional<UUID> shown(UUID image) {
        return tenants.call(tenant, () -> earlierResults.findShown(image).map(Analysis::id));
    }

    private Optional<UUID> withHeatmap(UUID image, HeatmapKind kind) {
        return tenants.call(tenant, () -> earlierResults.findAnalysisWithHeatmap(image, kind));
    }
}
