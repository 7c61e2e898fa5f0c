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
    void what_waits_can_be_claimed_or_cancelled_or_told_from_a_result_at_hand() {
        assertThat(after(QUEUED)).containsExactlyInAnyOrder(SCORING, DONE, FAILED);
    }

    @Test
    void scoring_goes_on_to_the_map_or_an_end_or_back() {
        assertThat(after(SCORING)).containsExactlyInAnyOrder(QUEUED, MAPPING, DONE, REJECTED, FAILED);
    }

    @Test
    void a_picture_that_was_scored_is_never_rejected_for_its_map() {
        assertThat(after(MAPPING)).containsExactlyInAnyOrder(MAPPING, DONE, FAILED);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "REJECTED"})
    void from_these_ends_leads_no_way(AnalysisState state) {
        assertThat(after(state)).isEmpty();
    }

    @Test
    void what_failed_can_be_sent_round_again() {
        assertThat(after(FAILED)).containsExactlyInAnyOrder(QUEUED, MAPPING);
    }

    @Test
    void the_api_writes_states_in_small_letters() {
        assertThat(SCORING.code()).isEqualTo("scoring");
    }

    private static Set<AnalysisState> after(AnalysisState state) {
        return Stream.of(AnalysisState.values()).filter(state::canTransitionTo).collect(Collectors.toSet());
    }
}
