package com.engram.api.images;

import com.engram.library.ManageProjects;
import com.engram.library.Projects;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
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

/** Projects, by which a tenant groups its images. */
@Path("/api/v1/projects")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProjectsApi {

    private static final String EXPECTED_BODY = "Send {\"name\"}.";

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private ManageProjects manageProjects;

    @Inject
    private Projects projects;

    /** The name of a project. */
    public record ProjectRequest(@Nullable String name) {}

    /**
     * A project.
     *
     * @param images how many images are in it
     * @param scored how many of them have a score
     * @param averageScore of their newest scores, 0..1; null without scores
     */
    public record ProjectJson(
            String id,
            String name,
            int images,
            int scored,
            @Nullable Double averageScore,
            String createdAt) {

        static ProjectJson of(Projects.ProjectSummary project) {
            return new ProjectJson(
                    PublicId.PROJECT.of(project.id()),
                    project.name(),
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
    @Operation(summary = "Create a project")
    @APIResponseSchema(value = ProjectJson.class, responseCode = "201")
    @APIResponse(ref = "409", responseCode = "409")
    public Response create(@Nullable ProjectRequest request) {
        if (request == null || request.name() == null) {
            return ProblemResponses.badRequest(EXPECTED_BODY);
        }
        String name = request.name();
        return idempotentEffect.execute(() -> toResponse(manageProjects.create(name), 201));
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
    @Operation(summary = "Rename a project")
    @APIResponseSchema(ProjectJson.class)
    public Response rename(@PathParam("id") String id, @Nullable ProjectRequest request) {
        Optional<UUID> project = PublicId.PROJECT
                .parse(id)
                .filter(known -> projects.findProject(known).isPresent());
        if (project.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return request == null || request.name() == null
                ? ProblemResponses.badRequest(EXPECTED_BODY)
                : toResponse(manageProjects.rename(project.get(), request.name()), 200);
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
                ? ProblemResponses.of(refused.refusal())
                : ProblemResponses.notFound();
    }
}
