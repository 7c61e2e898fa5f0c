package com.engram.analysis.whatifs;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.whatifs.WhatIf.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which of some changes are worth trying first. The gain is the model's estimate; no study has measured variants of one picture with
 * people.
 *
 * @param edit the change
 * @param estimate its gain
 * @param style whether it changes the style of the picture and not only its quality, so that it needs a decision
 */
public record Advice(Edit edit, VariantEstimate estimate, boolean style) {

    /**
     * A difference that a harmless change of a picture makes too: re-encoding, half the size, a border of one pixel or a mirror image
     * changed the scores of 50 photographs by up to 0.029, as the steadiness table of the model card says.
     */
    public static final double NOISE = 0.03;

    /** The probability of a gain from which on a change is advised; as for pairs of images. */
    public static final double DECIDED_FROM = 0.8;

    private static final int MOST = 5;

    /** The strongest amounts that are still an improvement of a picture and not an effect. */
    private static final double MOST_AMOUNT = 1.5;

    private static final double LEAST_AMOUNT = 0.6;

    /** A blur of more of the picture hides what it is about. */
    private static final double MOST_BLURRED = 0.4;

    /** Mirrored letters cannot be read, and what is removed may be the logo or the product. */
    private static final Set<EditKind> NEVER = EnumSet.of(EditKind.MIRROR, EditKind.REMOVE);

    /** The five changes with the largest gains, at most one of each kind; empty if no change is a clear gain. */
    public static List<Advice> tryFirst(List<Variant> variants) {
        List<Advice> advice = new ArrayList<>();
        Set<EditKind> kinds = EnumSet.noneOf(EditKind.class);
        variants.stream()
                .filter(variant -> isAdvisable(variant.edit()))
                .flatMap(variant -> variant.estimate().stream()
                        .filter(Advice::isClearGain)
                        .map(estimate -> new Advice(
                                variant.edit(), estimate, variant.edit().kind() == EditKind.GREYSCALE)))
                .sorted(Comparator.comparingDouble(
                        (Advice each) -> -each.estimate().difference()))
                .filter(each -> kinds.add(each.edit().kind()))
                .limit(MOST)
                .forEach(advice::add);
        return advice;
    }

    private static boolean isClearGain(VariantEstimate estimate) {
        return estimate.difference() > NOISE && Math.round(100 * estimate.probability()) >= 100 * DECIDED_FROM;
    }

    private static boolean isAdvisable(Edit edit) {
        if (NEVER.contains(edit.kind())) {
            return false;
        }
        return switch (edit.kind()) {
            case CONTRAST, SATURATION, BRIGHTNESS ->
                edit.amount()
                        .filter(amount -> amount >= LEAST_AMOUNT && amount <= MOST_AMOUNT)
                        .isPresent();
            case BLUR ->
                edit.rect().filter(rect -> rect.surface() <= MOST_BLURRED).isPresent();
            default -> true;
        };
    }
}
