package com.engram.api.variants;

import static com.engram.api.variants.EditJson.rounded;

import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.whatifs.Advice;
import com.engram.analysis.whatifs.WhatIf;
import com.engram.web.PublicId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What-ifs in the API.
 *
 * @param status always {@code done}, because the request waits for the scores
 * @param credits what they cost
 * @param score of the image
 * @param variants in the order of the edits
 * @param tryFirst the edits that are a clear gain by the model's estimate, the largest first; at most five
 * @param notices what a reader has to know
 */
public record WhatIfJson(
        String id,
        String imageId,
        String analysisId,
        String status,
        int credits,
        double score,
        List<VariantJson> variants,
        List<AdviceJson> tryFirst,
        ModelJson model,
        List<NoticeJson> notices,
        String createdAt) {

    private static final NoticeJson ESTIMATES = new NoticeJson(
            "no_data_on_variants",
            "The gains are the model's estimates. No study has measured how people remember variants of one picture.");

    /**
     * An edit and its effect.
     *
     * @param score null, like all that follow, if the variant shows nothing
     * @param difference the score minus that of the image
     * @param interval the 90 % interval of the true difference
     * @param probability that the variant is the more memorable
     */
    public record VariantJson(
            EditJson edit,
            @Nullable Double score,
            @Nullable Double difference,
            @Nullable List<Double> interval,
            @Nullable Double probability) {

        static VariantJson of(WhatIf.Variant variant) {
            if (variant.estimate().isEmpty()) {
                return new VariantJson(EditJson.of(variant.edit()), null, null, null, null);
            }
            VariantEstimate estimate = variant.estimate().get();
            return new VariantJson(
                    EditJson.of(variant.edit()),
                    rounded(estimate.score()),
                    rounded(estimate.difference()),
                    List.of(rounded(estimate.differenceLow()), rounded(estimate.differenceHigh())),
                    rounded(estimate.probability()));
        }
    }

    /**
     * An advised edit; {@code style} if it changes the style of the picture, which needs a decision.
     *
     * @param gain the score of the variant minus that of the image
     * @param style whether the edit changes the style of the picture
     */
    public record AdviceJson(EditJson edit, double gain, double probability, boolean style) {

        static AdviceJson of(Advice advice) {
            return new AdviceJson(
                    EditJson.of(advice.edit()),
                    rounded(advice.estimate().difference()),
                    rounded(advice.estimate().probability()),
                    advice.style());
        }
    }

    /** The model that scored the variants. */
    @Schema(name = "WhatIfModel")
    public record ModelJson(String name, String version) {}

    /** A notice with its stable code. */
    @Schema(name = "WhatIfNotice")
    public record NoticeJson(String code, String detail) {}

    static WhatIfJson of(WhatIf whatIf) {
        return new WhatIfJson(
                PublicId.WHAT_IF.of(whatIf.id()),
                PublicId.IMAGE.of(whatIf.image()),
                PublicId.ANALYSIS.of(whatIf.analysis()),
                "done",
                whatIf.credits(),
                rounded(whatIf.score()),
                whatIf.variants().stream().map(VariantJson::of).toList(),
                Advice.tryFirst(whatIf.variants()).stream().map(AdviceJson::of).toList(),
                new ModelJson(whatIf.model().name(), whatIf.model().version()),
                List.of(ESTIMATES),
                whatIf.createdAt().toString());
    }
}
