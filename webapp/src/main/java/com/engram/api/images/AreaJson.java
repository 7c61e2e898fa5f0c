package com.engram.api.images;

import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.areas.Area;
import com.engram.areas.AreaMeasure;
import com.engram.areas.AreaShape;
import com.engram.areas.ProposedArea;
import com.engram.web.PublicId;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An area of an image in the API. Coordinates are fractions of the upright image, from its top left corner. */
@Schema(
        description = "An area of an image. Coordinates are fractions of the upright image, from its top left corner."
                + " `share`, `effect` and `map` follow the newest heatmap; they are null until there is one.")
public record AreaJson(
        @Schema(required = true, example = "area_0190b1f2c3d44e5f8a9b0c1d2e3f4a5b")
        String id,

        @Schema(required = true, example = "img_0190b1f2c3d44e5f8a9b0c1d2e3f4a5b")
        String imageId,

        @Schema(required = true, example = "Logo, top right", minLength = 1, maxLength = 100)
        String name,

        @Schema(
                required = true,
                description = "What the area shows. Logo, product and claim count for `brandShare`.",
                enumeration = {"logo", "product", "claim", "face", "other"},
                example = "logo")
        String kind,

        @Schema(required = true, nullable = true, description = "The rectangle; null for a polygon") @Nullable RectJson rect,

        @Schema(
                required = true,
                nullable = true,
                description = "The corners `[x, y]` of a polygon; null for a rectangle",
                minItems = 3,
                maxItems = AreaShape.MAX_POINTS,
                example = "[[0.1, 0.2], [0.4, 0.2], [0.25, 0.6]]")
        @Nullable List<List<Double>> polygon,

        @Schema(
                required = true,
                description = "The fraction of the image that the area covers",
                example = "0.12",
                minimum = "0",
                maximum = "1")
        double surface,

        @Schema(
                required = true,
                nullable = true,
                description = "The fraction of the heatmap's positive values within the area; the whole image is 1",
                example = "0.252",
                minimum = "0",
                maximum = "1")
        @Nullable Double share,

        @Schema(
                required = true,
                nullable = true,
                description = "`share` divided by `surface`: above 1, the area holds more than its surface",
                example = "2.1")
        @Nullable Double effect,

        @Schema(
                required = true,
                nullable = true,
                description = "The heatmap that the area was measured by",
                enumeration = {"decomposition", "deep"},
                example = "deep")
        @Nullable String map,

        @Schema(required = true, format = "date-time", example = "2026-11-30T12:00:00Z")
        String createdAt) {

    /** A rectangle with sides parallel to those of the image. */
    @Schema(description = "A rectangle in fractions of the image: its top left corner, and its size")
    public record RectJson(
            @Schema(required = true, example = "0.62", minimum = "0", maximum = "1") @Nullable Double x,

            @Schema(required = true, example = "0.05", minimum = "0", maximum = "1") @Nullable Double y,

            @Schema(required = true, example = "0.3", minimum = "0", maximum = "1") @Nullable Double width,

            @Schema(required = true, example = "0.4", minimum = "0", maximum = "1") @Nullable Double height) {

        static RectJson of(AreaShape.Rectangle rectangle) {
            return new RectJson(
                    rounded(rectangle.x()),
                    rounded(rectangle.y()),
                    rounded(rectangle.width()),
                    rounded(rectangle.height()));
        }
    }

    /**
     * A region that the heatmap marks.
     *
     * @param surface the fraction of the image that the region covers
     * @param share the fraction of the heatmap's positive values within the region
     * @param effect {@code share} divided by {@code surface}
     */
    @Schema(description = "A region that the heatmap marks and that no area covers yet")
    public record ProposalJson(
            @Schema(required = true) RectJson rect,

            @Schema(required = true, example = "0.08", minimum = "0", maximum = "1")
            double surface,

            @Schema(required = true, nullable = true, example = "0.21", minimum = "0", maximum = "1") @Nullable Double share,

            @Schema(required = true, nullable = true, example = "2.625") @Nullable Double effect) {

        static ProposalJson of(ProposedArea proposed) {
            AreaMeasure measure = proposed.measure();
            return new ProposalJson(
                    RectJson.of(proposed.shape()),
                    rounded(measure.surface()),
                    measure.share().map(AreaJson::rounded).orElse(null),
                    measure.effect().map(AreaJson::rounded).orElse(null));
        }
    }

    static AreaJson of(Area area, AreaMeasure measure, Optional<HeatmapKind> map) {
        return new AreaJson(
                PublicId.AREA.of(area.id()),
                PublicId.IMAGE.of(area.image()),
                area.name(),
                area.kind().code(),
                area.shape() instanceof AreaShape.Rectangle rectangle ? RectJson.of(rectangle) : null,
                area.shape() instanceof AreaShape.Polygon polygon ? corners(polygon) : null,
                rounded(measure.surface()),
                measure.share().map(AreaJson::rounded).orElse(null),
                measure.effect().map(AreaJson::rounded).orElse(null),
                map.map(HeatmapKind::code).orElse(null),
                area.createdAt().toString());
    }

    private static List<List<Double>> corners(AreaShape.Polygon polygon) {
        return polygon.corners().stream()
                .map(corner -> List.of(rounded(corner.x()), rounded(corner.y())))
                .toList();
    }

    /** Rounds to five decimals, which is less than a pixel. */
    private static double rounded(double value) {
        return Math.round(value * 100_000) / 100_000.0;
    }
}
