package com.engram.api.variants;

import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.Rectangle;
import jakarta.json.bind.annotation.JsonbNillable;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An edit in the API.
 *
 * @param kind the code of an {@link EditKind}
 * @param rect where, for kinds that are about a region
 * @param factor how much, for kinds that have an amount
 * @param aspect width by height, of {@code reframe}
 */
@JsonbNillable(false)
public record EditJson(
        @Nullable String kind,
        @Nullable RectJson rect,
        @Nullable Double factor,
        @Nullable Double aspect) {

    /** A rectangle, as fractions of the upright picture, 0..1. */
    @Schema(name = "EditRect")
    public record RectJson(
            @Schema(required = true, minimum = "0", maximum = "1") @Nullable Double x,

            @Schema(required = true, minimum = "0", maximum = "1") @Nullable Double y,

            @Schema(required = true, minimum = "0", maximum = "1") @Nullable Double width,

            @Schema(required = true, minimum = "0", maximum = "1") @Nullable Double height) {

        static RectJson of(Rectangle rect) {
            return new RectJson(rounded(rect.x()), rounded(rect.y()), rounded(rect.width()), rounded(rect.height()));
        }

        Optional<Rectangle> parse() {
            return x == null || y == null || width == null || height == null
                    ? Optional.empty()
                    : Optional.of(new Rectangle(x, y, width, height));
        }
    }

    static EditJson of(Edit edit) {
        boolean isAspect = edit.kind() == EditKind.REFRAME;
        return new EditJson(
                edit.kind().code(),
                edit.rect().map(RectJson::of).orElse(null),
                isAspect ? null : edit.amount().orElse(null),
                isAspect ? edit.amount().orElse(null) : null);
    }

    /** The edit; empty if the kind is unknown or the rectangle is not complete. */
    Optional<Edit> parse() {
        if (rect != null && rect.parse().isEmpty()) {
            return Optional.empty();
        }
        return Optional.ofNullable(kind)
                .flatMap(EditKind::ofCode)
                .map(known -> new Edit(
                        known,
                        Optional.ofNullable(rect).flatMap(RectJson::parse),
                        Optional.ofNullable(known == EditKind.REFRAME ? aspect : factor)));
    }

    /** What is wrong with an edit that cannot be parsed, or that the engine would refuse. */
    Optional<Edit.Problem> findProblem() {
        if (Optional.ofNullable(kind).flatMap(EditKind::ofCode).isEmpty()) {
            return Optional.of(new Edit.Problem("kind", "There is no edit of this kind."));
        }
        return rect != null && rect.parse().isEmpty()
                ? Optional.of(new Edit.Problem("rect", "A rectangle has x, y, width and height."))
                : parse().flatMap(Edit::findProblem);
    }

    /** Rounds to five decimals, which is more precise than a pixel. */
    static double rounded(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }
}
