package com.engram.analysis.whatifs;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.whatifs.WhatIf.Variant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is advised, and what never is. */
class AdviceTest {

    private static final Rectangle CORNER = new Rectangle(0, 0, 0.2, 0.2);

    @Test
    void the_five_largest_gains_are_advised_with_one_change_of_each_kind() {
        List<Advice> advice = Advice.tryFirst(List.of(
                gain(Edit.crop(new Rectangle(0, 0, 0.9, 0.9)), 0.05),
                gain(Edit.crop(new Rectangle(0, 0, 0.8, 0.8)), 0.08),
                gain(Edit.of(EditKind.CONTRAST, 1.2), 0.04),
                gain(Edit.of(EditKind.SATURATION, 1.3), 0.06),
                gain(Edit.of(EditKind.BRIGHTNESS, 1.15), 0.07),
                gain(new Edit(EditKind.ENLARGE, Optional.of(CORNER), Optional.of(1.3)), 0.09),
                gain(Edit.of(EditKind.GREYSCALE), 0.045)));

        assertThat(advice)
                .extracting(each -> each.edit().kind())
                .containsExactly(
                        EditKind.ENLARGE, EditKind.CROP, EditKind.BRIGHTNESS, EditKind.SATURATION, EditKind.GREYSCALE);
        assertThat(advice.get(1).estimate().difference()).isEqualTo(0.08);
        assertThat(advice).extracting(Advice::style).containsExactly(false, false, false, false, true);
    }

    @Test
    void nothing_within_the_noise_of_harmless_changes_and_nothing_undecided_is_advised() {
        assertThat(Advice.tryFirst(List.of(
                        gain(Edit.of(EditKind.CONTRAST, 1.2), Advice.NOISE),
                        gain(Edit.of(EditKind.SATURATION, 1.2), -0.2),
                        variant(Edit.of(EditKind.BRIGHTNESS, 1.1), 0.2, 0.79),
                        new Variant(Edit.crop(CORNER), Optional.empty()))))
                .isEmpty();
        assertThat(Advice.tryFirst(List.of(variant(Edit.of(EditKind.BRIGHTNESS, 1.1), 0.031, 0.8))))
                .hasSize(1);
    }

    @Test
    void no_change_that_degrades_the_picture_or_removes_a_part_is_advised() {
        assertThat(Advice.tryFirst(List.of(
                        gain(Edit.of(EditKind.REMOVE, CORNER), 0.2),
                        gain(Edit.of(EditKind.MIRROR), 0.2),
                        gain(Edit.of(EditKind.BLUR, 3), 0.2),
                        gain(Edit.of(EditKind.BLUR, new Rectangle(0, 0, 0.9, 0.9)), 0.2),
                        gain(Edit.of(EditKind.CONTRAST, 3), 0.2),
                        gain(Edit.of(EditKind.SATURATION, 0), 0.2),
                        gain(Edit.of(EditKind.BRIGHTNESS, 0.3), 0.2))))
                .isEmpty();
    }

    private static Variant gain(Edit edit, double difference) {
        return variant(edit, difference, 0.9);
    }

    private static Variant variant(Edit edit, double difference, double probability) {
        return new Variant(
                edit,
                Optional.of(new VariantEstimate(
                        0.5 + difference, 0.4, 0.9, difference, difference - 0.05, difference + 0.05, probability)));
    }
}
