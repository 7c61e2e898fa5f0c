package com.engram.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.images.deletion.DeleteImage;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.SettableClock;
import com.engram.testing.TestImages;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of a list of analyses fit together in every order. */
@DomainTest
class AnalysesTest {

    private final Analyses analyses;
    private final RescoreLibrary rescoreLibrary;
    private final DeleteImage deleteImage;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final SettableClock clock;
    private final TenantId tenant;

    AnalysesTest(
            Analyses analyses,
            RescoreLibrary rescoreLibrary,
            DeleteImage deleteImage,
            TestImages images,
            TestScores scores,
            TestTenants tenants,
            SettableClock clock) {
        this.analyses = analyses;
        this.rescoreLibrary = rescoreLibrary;
        this.deleteImage = deleteImage;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.clock = clock;
        this.tenant = tenants.open("free");
        for (double score : new double[] {0.5, 0.1, 0.9, 0.5, 0.5, 0.3, 0.7, 0.9}) {
            images.queue(tenant);
            scores.scoreAll(score);
            clock.tick(Duration.ofSeconds(1));
        }
    }

    @Test
    void analyses_come_in_the_order_that_was_asked_for() {
        assertThat(values(AnalysisOrder.OLDEST)).containsExactly(0.5f, 0.1f, 0.9f, 0.5f, 0.5f, 0.3f, 0.7f, 0.9f);
        assertThat(values(AnalysisOrder.NEWEST)).containsExactly(0.9f, 0.7f, 0.3f, 0.5f, 0.5f, 0.9f, 0.1f, 0.5f);
        assertThat(values(AnalysisOrder.LOWEST)).containsExactly(0.1f, 0.3f, 0.5f, 0.5f, 0.5f, 0.7f, 0.9f, 0.9f);
        assertThat(values(AnalysisOrder.HIGHEST)).containsExactly(0.9f, 0.9f, 0.7f, 0.5f, 0.5f, 0.5f, 0.3f, 0.1f);
    }

    @ParameterizedTest
    @EnumSource(AnalysisOrder.class)
    void pages_show_every_analysis_once(AnalysisOrder order) {
        assertThat(pages(order, Map.of())).isEqualTo(ids(list(order, null, 100)));
    }

    @ParameterizedTest
    @EnumSource(AnalysisOrder.class)
    void a_page_follows_an_analysis_that_was_deleted(AnalysisOrder order) {
        List<Analysis> all = list(order, null, 100);

        List<UUID> shown = pages(
                order,
                Map.of(
                        1,
                        () -> tenants.run(
                                tenant, () -> deleteImage.delete(all.get(2).image()))));

        assertThat(shown).isEqualTo(ids(all));
    }

    @ParameterizedTest
    @EnumSource(AnalysisOrder.class)
    void images_that_are_scored_again_neither_hide_nor_repeat_an_analysis(AnalysisOrder order) {
        List<UUID> all = ids(list(order, null, 100));

        List<UUID> shown = pages(order, Map.of(1, this::rescore, 2, () -> scores.scoreAll(0.6)));

        assertThat(shown).doesNotHaveDuplicates().containsSubsequence(all);
    }

    @Test
    void a_list_by_score_cannot_continue_at_an_analysis_without_one() {
        images.queue(tenant);
        AnalysisPosition queued =
                AnalysisPosition.of(list(AnalysisOrder.NEWEST, null, 1).get(0));

        assertThat(AnalysisOrder.HIGHEST.canContinueAt(queued)).isFalse();
        assertThat(AnalysisOrder.NEWEST.canContinueAt(queued)).isTrue();
        assertThat(list(AnalysisOrder.HIGHEST, null, 100))
                .as("it is not in such a list")
                .hasSize(8);
    }

    private void rescore() {
        tenants.callAsOperator(() -> {
            UUID rescoring = rescoreLibrary.request(tenant).id();
            rescoreLibrary.queue(rescoring, rescoreLibrary.listAfter(rescoring, new UUID(0, 0), 100));
            return rescoring;
        });
    }

    private List<Float> values(AnalysisOrder order) {
        return list(order, null, 100).stream()
                .map(analysis -> (float) analysis.score().orElseThrow().value())
                .toList();
    }

    /** Reads all pages of three; some work is done before the page of its number, the first of which is 0. */
    private List<UUID> pages(AnalysisOrder order, Map<Integer, Runnable> before) {
        List<UUID> shown = new ArrayList<>();
        @Nullable AnalysisPosition after = null;
        for (int page = 0; ; page++) {
            before.getOrDefault(page, () -> {}).run();
            List<Analysis> found = list(order, after, 3);
            if (found.isEmpty()) {
                return shown;
            }
            shown.addAll(ids(found));
            after = AnalysisPosition.of(found.get(found.size() - 1));
        }
    }

    private List<Analysis> list(AnalysisOrder order, @Nullable AnalysisPosition after, int limit) {
        AnalysisQuery query = new AnalysisQuery(null, null, null, null, null, null, order, limit, after);
        return tenants.call(tenant, () -> analyses.listAnalyses(query));
    }

    private static List<UUID> ids(List<Analysis> analyses) {
        return analyses.stream().map(Analysis::id).toList();
    }
}
