package com.engram.api.images;

import com.engram.areas.Area;
import com.engram.areas.Areas;
import com.engram.areas.DrawArea;
import com.engram.areas.MeasuredAreas;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Areas of an image, such as a logo or a face, with the share of the image's memorability that they hold. */
@Path("/api/v1/images/{id}/areas")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AreasApi {

    private static final String DESCRIPTION = """
            `share` is the sum of the heatmap's positive values within the area, divided by that of the whole image (the \
            energy-based pointing game of Wang et al. 2020); a cell at the border counts by the part of it within. \
            `effect` is `share` divided by `surface`. Areas belong to the image: a new analysis or a deep map measures them \
            anew.""";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Images images;

    @Inject
    private Areas areas;

    @Inject
    private DrawArea drawArea;

    /** A page of areas. */
    public record AreaList(List<AreaJson> data, @Nullable String nextCursor) {}

    /** A page of proposals. */
    public record ProposalList(
            List<AreaJson.ProposalJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the areas of an image, in the order in which they were drawn", description = DESCRIPTION)
    @APIResponseSchema(AreaList.class)
    public Response list(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<UUID> image = findImage(id);
        return image.isEmpty()
                ? ProblemResponses.notFound()
                : PageRequest.respond(limit, cursor, PublicId.AREA::parse, page -> list(image.get(), page));
    }

    private ApiPage<AreaJson> list(UUID image, PageRequest<UUID> page) {
        MeasuredAreas measured = areas.measure(image);
        return ApiPage.of(
                page.load(size -> measured.areas().stream()
                        .filter(each -> page.after()
                                .map(after -> each.area().id().compareTo(after) > 0)
                                .orElse(true))
                        .limit(size)
                        .toList()),
                each -> AreaJson.of(each.area(), each.measure(), measured.map()),
                each -> PublicId.AREA.of(each.area().id()));
    }

    @GET
    @Path("proposals")
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "List the hottest regions of an image that no area covers yet",
            description =
                    "The strongest cells of the heatmap that together hold 40 % of its positive values form regions;"
                            + " the bounding rectangles of up to three of them are proposed, the one with the largest share first."
                            + " The same map gives the same proposals. Without a heatmap the list is empty.")
    @APIResponseSchema(ProposalList.class)
    public Response propose(@PathParam("id") String id) {
        return findImage(id)
                .map(image -> Response.ok(ApiPage.only(areas.listProposals(image).stream()
                                .map(AreaJson.ProposalJson::of)
                                .toList()))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Draw an area on an image",
            description =
                    DESCRIPTION + " An image has at most 20 areas (`too_many_areas`); a wrong area is refused with"
                            + " `invalid_area` and the pointer of the field.")
    @APIResponseSchema(value = AreaJson.class, responseCode = "201")
    public Response draw(@PathParam("id") String id, @Nullable AreaRequest request) {
        Optional<UUID> image = findImage(id);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null) {
            return ProblemResponses.badRequest(
                    "Send {\"name\", \"kind\", \"rect\"} or {\"name\", \"kind\", \"polygon\"}.");
        }
        DrawArea.Drawing drawing = request.toDrawing();
        return idempotentEffect.execute(() -> toResponse(drawArea.draw(image.get(), drawing), 201));
    }

    @GET
    @Path("{areaId}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read an area of an image", description = DESCRIPTION)
    @APIResponseSchema(AreaJson.class)
    public Response read(@PathParam("id") String id, @PathParam("areaId") String areaId) {
        return findArea(id, areaId).map(area -> Response.ok(json(area)).build()).orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Path("{areaId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Change the name, the kind or the outline of an area")
    @APIResponseSchema(AreaJson.class)
    public Response change(
            @PathParam("id") String id, @PathParam("areaId") String areaId, @Nullable AreaRequest request) {
        Optional<Area> area = findArea(id, areaId);
        if (area.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return request == null
                ? ProblemResponses.badRequest("Send the fields to change: name, kind, rect or polygon.")
                : toResponse(drawArea.change(area.get().image(), area.get().id(), request.change(area.get())), 200);
    }

    @DELETE
    @Path("{areaId}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete an area of an image")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(@PathParam("id") String id, @PathParam("areaId") String areaId) {
        return findArea(id, areaId)
                        .filter(area -> drawArea.delete(area.image(), area.id()))
                        .isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private Optional<UUID> findImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).map(Image::id);
    }

    private Optional<Area> findArea(String id, String areaId) {
        return findImage(id).flatMap(image -> PublicId.AREA.parse(areaId).flatMap(area -> areas.findArea(image, area)));
    }

    private Response toResponse(DrawArea.Result result, int status) {
        if (result instanceof DrawArea.Drawn drawn) {
            AreaJson json = json(drawn.area());
            Response.ResponseBuilder response = Response.status(status).entity(json);
            return status == 201
                    ? response.location(URI.create("/api/v1/images/%s/areas/%s".formatted(json.imageId(), json.id())))
                            .build()
                    : response.build();
        }
        return result instanceof DrawArea.Refused refused ? refused(refused) : ProblemResponses.notFound();
    }

    private static Response refused(DrawArea.Refused refused) {
        Refusal refusal = refused.refusal();
        return refused.field()
                .map(field -> ProblemResponses.response(Problem.of(
                                refusal.reason().kind().httpStatus(),
                                refusal.reason().code(),
                                refusal.detail())
                        .withErrors(List.of(FieldProblem.inBody("/" + field, refusal.detail())))))
                .orElseGet(() -> ProblemResponses.of(refusal));
    }

    /** The area with its measure, which the whole list is read for: an image has few areas. */
    private AreaJson json(Area area) {
        MeasuredAreas measured = areas.measure(area.image());
        return measured.areas().stream()
                .filter(each -> each.area().id().equals(area.id()))
                .map(each -> AreaJson.of(each.area(), each.measure(), measured.map()))
                .findFirst()
                .orElseThrow();
    }
}
