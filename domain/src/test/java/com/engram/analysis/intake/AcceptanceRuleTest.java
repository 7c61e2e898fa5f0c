package com.engram.analysis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.intake.AcceptanceRule.Candidate;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptanceRuleTest {

    @Test
    void a_plan_without_deep_heatmaps_refuses_them_and_says_so() {
        Optional<Refusal> refusal = AcceptanceRule.DEEP_HEATMAPS_ARE_IN_THE_PLAN.findRefusal(
                new Candidate("Free", false, Optional.empty(), 100, true));

        assertThat(refusal).hasValueSatisfying(found -> {
            assertThat(found.reason()).isEqualTo(RefusalReason.HEATMAPS_NOT_IN_PLAN);
            assertThat(found.detail()).contains("The plan Free has no deep heatmaps");
        });
    }

    @Test
    void a_file_of_the_greatest_size_is_accepted_and_one_more_byte_is_not() {
        assertThat(AcceptanceRule.FILE_IS_WITHIN_THE_PLANS_SIZE.findRefusal(
                        new Candidate("Free", false, Optional.of(100L), 100, false)))
                .isEmpty();
        assertThat(AcceptanceRule.FILE_IS_WITHIN_THE_PLANS_SIZE.findRefusal(
                        new Candidate("Free", false, Optional.of(100L), 101, false)))
                .map(Refusal::reason)
                .contains(RefusalReason.IMAGE_TOO_LARGE);
    }

    @Test
    void a_plan_without_limits_accepts_everything() {
        assertThat(AcceptanceRule.findFirstRefusal(
                        new Candidate("Unlimited", true, Optional.empty(), Long.MAX_VALUE, true)))
                .isEmpty();
    }

    @Test
    void the_first_rule_that_is_broken_gives_the_refusal() {
        assertThat(AcceptanceRule.findFirstRefusal(new Candidate("Free", false, Optional.of(1L), 2, true)))
                .map(Refusal::reason)
                .contains(RefusalReason.HEATMAPS_NOT_IN_PLAN);
    }
}
