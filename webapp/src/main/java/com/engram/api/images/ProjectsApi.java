package com.engram.api.images;

import com.engram.library.ManageProjects;
import com.engram.library.ProjectDetails;
import com.engram.library.Projects;
import com.engram.library.likeness.Likeness;
import com.engram.library.likeness.MeasureLikeness;
import com.engram.people.Permission;
import com.engram.web.PublicBenchmarkId;
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
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Projects, by which a tenant groups its images. */
@Path("/api/v1/projects")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProjectsApi {

    private static final String DESCRIPTION = """
            `threshold` is the percentile, 0 to 100, from which on an image of the project is ready; null for none. `benchmark` is \
            what it refers to: `photographs`, `library`, `project` for the project itself, or the id of a project or a tag, and \
            null for photographs. `cover` is the id of the image that stands for the project; null for those of the highest scores. \
            Whether an image is ready is in `ready` of the image and of its analyses.""";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private ManageProjects manageProjects;

    @Inject
    private Projects projects;

    @Inject
    private MeasureLikeness measureLikeness;

    /**
     * A project.
     *
     * @param brief what its images are for
     * @param threshold the percentile in the benchmark from which on an image is ready
     * @param benchmark {@code photographs}, {@code library}, or the id of a project or a tag
     * @param cover the image that stands for it
     * @param images how many images are in it
     * @param scored how many of them have a score
     * @param averageScore of their newest scores, 0..1; null without scores
     */
    public record ProjectJson(
            String id,
            String name,
            @Nullable String brief,
            @Nullable Double threshold,
            String benchmark,
            @Nullable String cover,
            int images,
            int scored,
            @Nullable Double averageScore,
            String createdAt) {

        static ProjectJson of(Projects.ProjectSummary project) {
            return new ProjectJson(
                    PublicId.PROJECT.of(project.id()),
                    project.name(),
                    project.details().brief().orElse(null),
                    project.details().threshold().orElse(null),
                    PublicBenchmarkId.of(project.details().benchmark()),
                    project.details().cover().map(PublicId.IMAGE::of).orElse(null),
                    project.images(),
                    project.scored(),
                    project.average()
                            .map(score -> Math.round(score * 100_000) / 100_000.0)
                            .orElse(null),
                    project.createdAt().toString());
        }
    }

    /** A page of projects. */
    public record ProjectList(
            List<ProjectJson> data, @Nullable String nextCursor) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List projects with their average scores, the newest first")
    @APIResponseSchema(ProjectList.class)
    public Response list(
            @QueryParam("limit") @DefaultValue("20") String limit, @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                PublicId.PROJECT::parse,
                page -> ApiPage.of(
                        page.load(size -> projects.listNewest(page.after().orElse(null), size)),
                        ProjectJson::of,
                        project -> PublicId.PROJECT.of(project.id())));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Create a project", description = DESCRIPTION)
    @APIResponseSchema(value = ProjectJson.class, responseCode = "201")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(
            @RequestBody(content = @Content(schema = @Schema(implementation = ProjectRequest.class))) @Nullable JsonObject request) {
        ProjectRequest sent = ProjectRequest.read(request == null ? JsonValue.EMPTY_JSON_OBJECT : request);
        if (sent.name() == null) {
            return ProblemResponses.badRequest("Send {\"name\"}.");
        }
        return idempotentEffect.execute(
                () -> toResponse(manageProjects.create(sent.change(ProjectDetails.named(""), Optional.empty())), 201));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read a project")
    @APIResponseSchema(ProjectJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.PROJECT
                .parse(id)
                .flatMap(projects::findProject)
                .map(project -> Response.ok(ProjectJson.of(project)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Change a project; fields that are absent stay as they are", description = DESCRIPTION)
    @APIResponseSchema(ProjectJson.class)
    @APIResponse(ref = "409", responseCode = "409")
    public Response change(
            @PathParam("id") String id,
            @RequestBody(content = @Content(schema = @Schema(implementation = ProjectRequest.class))) @Nullable JsonObject request) {
        ProjectRequest sent = ProjectRequest.read(request == null ? JsonValue.EMPTY_JSON_OBJECT : request);
        Optional<UUID> project = PublicId.PROJECT
                .parse(id)
                .filter(known -> projects.findProject(known).isPresent());
        if (project.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (sent.sent().isEmpty()) {
            return ProblemResponses.badRequest(
                    "Send the fields to change: name, brief, threshold, benchmark or cover.");
        }
        return toResponse(manageProjects.change(project.get(), details -> sent.change(details, project)), 200);
    }

    /**
     * How alike the images of a project are.
     *
     * @param kept how much of the differences between the images the places show, 0..1; null without two images
     * @param missing how many images were not compared
     */
    public record LikenessJson(
            List<PlacedJson> images,
            List<LikePairJson> tooAlike,
            int distinct,
            @Nullable Double kept,
            int missing) {

        static LikenessJson of(Likeness likeness) {
            return new LikenessJson(
                    likeness.images().stream().map(PlacedJson::of).toList(),
                    likeness.tooAlike().stream().map(LikePairJson::of).toList(),
                    likeness.distinct(),
                    likeness.kept().map(ProjectsApi::rounded).orElse(null),
                    likeness.missing());
        }
    }

    /** An image and its place on a map on which like images are close to each other, 0..1. */
    public record PlacedJson(String imageId, double x, double y) {

        static PlacedJson of(Likeness.PlacedImage image) {
            return new PlacedJson(PublicId.IMAGE.of(image.image()), rounded(image.x()), rounded(image.y()));
        }
    }

    /** Two images that are too alike; 1 means equal features. */
    public record LikePairJson(String first, String second, double likeness) {

        static LikePairJson of(Likeness.LikePair pair) {
            return new LikePairJson(
                    PublicId.IMAGE.of(pair.first().image()),
                    PublicId.IMAGE.of(pair.second().image()),
                    rounded(pair.likeness()));
        }
    }

    @GET
    @Path("{id}/likeness")
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read which images of a project are too alike",
            description =
                    "The likeness of two images is the cosine of the angle between the features that the model stores of"
                            + " them; from 0.75 on they are too alike. `distinct` counts the images that are not too alike to a more"
                            + " memorable one. The 120 most memorable images are compared, if the same model scored them; places are from"
                            + " classical multidimensional scaling.")
    @APIResponseSchema(LikenessJson.class)
    public Response likeness(@PathParam("id") String id) {
        return PublicId.PROJECT
                .parse(id)
                .filter(known -> projects.findProject(known).isPresent())
                .map(project -> Response.ok(LikenessJson.of(measureLikeness.measure(project)))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete a project; its images stay")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(@PathParam("id") String id) {
        return PublicId.PROJECT.parse(id).filter(manageProjects::delete).isPresent()
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private Response toResponse(ManageProjects.Result result, int status) {
        if (result instanceof ManageProjects.Saved saved) {
            UUID id = saved.project().id();
            ProjectJson json = ProjectJson.of(projects.findProject(id).orElseThrow());
            Response.ResponseBuilder response = Response.status(status).entity(json);
            return status == 201
                    ? response.location(URI.create("/api/v1/projects/" + json.id()))
                            .build()
                    : response.build();
        }
        return result instanceof ManageProjects.Refused refused
                ? refused.field()
                        .map(field -> ProblemResponses.response(Problem.of(
                                        refused.refusal().reason().kind().httpStatus(),
                                        refused.refusal().reason().code(),
                                        refused.refusal().detail())
                                .withErrors(List.of(FieldProblem.inBody(
                                        "/" + field, refused.refusal().detail())))))
                        .orElseGet(() -> ProblemResponses.of(refused.refusal()))
                : ProblemResponses.notFound();
    }
}
