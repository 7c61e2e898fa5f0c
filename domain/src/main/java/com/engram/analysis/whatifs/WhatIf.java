package com.engram.analysis.whatifs;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What-ifs of an image: changes, and how each would change the score. They never change, and are deleted with the image or its analysis.
 *
 * @param score of the image, 0..1, by the model that scored the variants
 * @param credits what they cost
 */
public record WhatIf(
        UUID id,
        UUID image,
        UUID analysis,
        double score,
        Model model,
        int credits,
        Instant createdAt,
        List<Variant> variants) {

    /** The variants that one credit pays. */
    public static final int VARIANTS_PER_CREDIT = 5;

    /**
     * An edit and what it changes.
     *
     * @param estimate empty if the variant shows nothing
     */
    public record Variant(Edit edit, Optional<VariantEstimate> estimate) {}

    /** The credits for a number of variants. */
    public static int creditsFor(int variants) {
        return (variants + VARIANTS_PER_CREDIT - 1) / VARIANTS_PER_CREDIT;
    }
}
