package com.engram.api.images;

import com.engram.api.images.AreaJson.RectJson;
import com.engram.areas.Area;
import com.engram.areas.AreaKind;
import com.engram.areas.AreaShape;
import com.engram.areas.DrawArea.Drawing;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client wants an area to be. In a change, fields that are absent or null stay as they are. */
@Schema(
        description =
                "An area: a name, a kind, and either `rect` or `polygon`, in fractions of the upright image from its top"
                        + " left corner. In a PATCH, fields that are absent stay as they are.")
public record AreaRequest(
        @Schema(example = "Logo, top right", minLength = 1, maxLength = 100) @Nullable String name,

        @Schema(
                enumeration = {"logo", "product", "claim", "face", "other"},
                example = "logo")
        @Nullable String kind,

        @Nullable RectJson rect,

        @Schema(
                description = "The corners `[x, y]` of a polygon that does not cross itself",
                minItems = 3,
                maxItems = AreaShape.MAX_POINTS,
                example = "[[0.1, 0.2], [0.4, 0.2], [0.25, 0.6]]")
        @Nullable List<@Nullable List<@Nullable Double>> polygon) {

    /**
     * The area that a POST describes.
     *
     * @throws ProblemException a 400 that names the first missing or unreadable field
     */
    Drawing toDrawing() throws ProblemException {
        if (name == null) {
            throw problem("/name", "A name is missing.");
        }
        return new Drawing(name, readKind(kind), readShape().orElseThrow(() -> problem("", "Send rect or polygon.")));
    }

    /**
     * The area that a PATCH makes of an area.
     *
     * @throws ProblemException a 400 that names the first unreadable field
     */
    Drawing change(Area area) throws ProblemException {
        return new Drawing(
                name == null ? area.name() : name,
                kind == null ? area.kind() : readKind(kind),
                readShape().orElse(area.shape()));
    }

    private static AreaKind readKind(@Nullable String kind) throws ProblemException {
        return Optional.ofNullable(kind)
                .flatMap(AreaKind::findByCode)
                .orElseThrow(() -> problem("/kind", "kind is logo, product, claim, face or other."));
    }

    private Optional<AreaShape> readShape() throws ProblemException {
        if (rect != null && polygon != null) {
            throw problem("/polygon", "Send either rect or polygon.");
        }
        if (rect != null) {
            return Optional.of(new AreaShape.Rectangle(
                    readNumber("/rect/x", rect.x()),
                    readNumber("/rect/y", rect.y()),
                    readNumber("/rect/width", rect.width()),
                    readNumber("/rect/height", rect.height())));
        }
        return polygon == null ? Optional.empty() : Optional.of(readPolygon(polygon));
    }

    private static AreaShape readPolygon(List<@Nullable List<@Nullable Double>> sent) throws ProblemException {
        List<AreaShape.Point> corners = new ArrayList<>();
        for (List<@Nullable Double> corner : sent) {
            String pointer = "/polygon/" + corners.size();
            if (corner == null || corner.size() != 2) {
                throw problem(pointer, "A corner is a list of two numbers, x and y.");
            }
            corners.add(new AreaShape.Point(
                    readNumber(pointer + "/0", corner.get(0)), readNumber(pointer + "/1", corner.get(1))));
        }
        return new AreaShape.Polygon(corners);
    }

    private static double readNumber(String pointer, @Nullable Double number) throws ProblemException {
        if (number == null) {
            throw problem(pointer, "A number is missing.");
        }
        return number;
    }

    private static ProblemException problem(String pointer, String detail) {
        return new ProblemException(
                Problem.of(400, "bad_request", detail).withErrors(List.of(FieldProblem.inBody(pointer, detail))), null);
    }
}
