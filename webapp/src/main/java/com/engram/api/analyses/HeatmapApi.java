package com.engram.api.analyses;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.maps.HeatmapImages;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The heatmap of an analysis, as numbers or as an image. */
@Path("/api/v1/analyses/{id}/heatmap")
@RequestScoped
public class HeatmapApi {

    private static final MediaType PNG = new MediaType("image", "png");

    @Inject
    private Analyses analyses;

    @Inject
    private Images images;

    @Inject
    private HeatmapImages heatmapImages;

    @Context
    private Request request;

    /**
     * A heatmap as numbers: {@code values[row][column]}, from the top left.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param values the cells, row by row from the top left
     * @param bias what to add to the sum of a decomposition's values for the unclipped score
     */
    public record HeatmapJson(String kind, int rows, int columns, List<List<Float>> values, float bias) {

        static HeatmapJson of(HeatmapGrid grid) {
            List<List<Float>> values = IntStream.range(0, grid.rows())
                    .mapToObj(row -> IntStream.range(0, grid.columns())
                            .mapToObj(column -> grid.at(row, column))
                            .toList())
                    .toList();
            return new HeatmapJson(grid.kind().code(), grid.rows(), grid.columns(), values, grid.bias());
        }
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, "image/png"})
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read the heatmap of an analysis",
            description = "`Accept: image/png` asks for the colour map at the size of the preview, transparent or, with"
                    + " `over=picture`, laid over the preview.")
    @APIResponse(
            responseCode = "200",
            description = "The heatmap",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HeatmapJson.class)),
                @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Response read(
            @PathParam("id") String id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("over") @Nullable String over)
            throws IOException {
        Optional<Analysis> analysis = PublicId.ANALYSIS.parse(id).flatMap(analyses::findAnalysis);
        if (analysis.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (kind != null
                && Stream.of(HeatmapKind.values()).noneMatch(k -> k.code().equals(kind))) {
            return ProblemResponses.invalidParameter("kind", "kind is decomposition or deep.");
        }
        Optional<HeatmapGrid> grid = kind == null
                ? analyses.findBestHeatmap(analysis.get().id())
                : analyses.findHeatmap(analysis.get().id(), HeatmapKind.valueOf(kind.toUpperCase(Locale.ROOT)));
        if (grid.isEmpty()) {
            return ProblemResponses.response(404, "no_heatmap", "This analysis has no such heatmap (yet).");
        }
        return prefersImage() ? image(analysis.get(), grid.get(), "picture".equals(over)) : numbers(grid.get());
    }

    private boolean prefersImage() {
        Variant best = request.selectVariant(
                Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, PNG).build());
        return best != null && PNG.isCompatible(best.getMediaType());
    }

    private static Response numbers(HeatmapGrid grid) {
        return Response.ok(HeatmapJson.of(grid), MediaType.APPLICATION_JSON_TYPE)
                .header("Vary", "Accept")
                .build();
    }

    private Response image(Analysis analysis, HeatmapGrid grid, boolean over) throws IOException {
        Image image = images.findImage(analysis.image()).orElseThrow();
        byte[] png = over ? heatmapImages.overlayPng(image, grid) : heatmapImages.heatmapPng(image, grid);
        return Response.ok(png, PNG).header("Vary", "Accept").build();
    }
}
