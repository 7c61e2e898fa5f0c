package com.engram.analysis;

import static com.engram.analysis.AnalysisState.DONE;
import static com.engram.analysis.AnalysisState.FAILED;
import static com.engram.analysis.AnalysisState.MAPPING;
import static com.engram.analysis.AnalysisState.QUEUED;
import static com.engram.analysis.AnalysisState.REJECTED;
import static com.engram.analysis.AnalysisState.SCORING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnalysisStateTest {

    @Test
    void a_queued_analysis_can_be_scored_or_cancelled_or_reuse_a_result() {
        assertThat(after(QUEUED)).containsExactlyInAnyOrder(SCORING, DONE, FAILED);
    }

    @Test
    void scoring_leads_to_the_heatmap_or_a_final_state_or_back_to_the_queue() {
        assertThat(after(SCORING)).containsExactlyInAnyOrder(QUEUED, MAPPING, DONE, REJECTED, FAILED);
    }

    @Test
    void an_image_with_a_score_is_never_rejected_for_its_heatmap() {
        assertThat(after(MAPPING)).containsExactlyInAnyOrder(MAPPING, DONE, FAILED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "REJECTED"})
    void done_and_rejected_cannot_be_left(AnalysisState state) {
        assertThat(after(state)).isEmpty();
    }

    @Test
    void a_failed_analysis_can_be_queued_again() {
        assertThat(after(FAILED)).containsExactlyInAnyOrder(QUEUED, MAPPING);
    }

    @Test
    void the_api_writes_states_in_lower_case() {
        assertThat(SCORING.code()).isEqualTo("scoring");
    }

    private static Set<AnalysisState> after(AnalysisState state) {
        return Stream.of(AnalysisState.values()).filter(state::canTransitionTo).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void a_state_is_either_final_or_unfinished(AnalysisState state) {
        assertThat(state.isFinal()).isNotEqualTo(AnalysisState.unfinished().contains(state));
    }
}
