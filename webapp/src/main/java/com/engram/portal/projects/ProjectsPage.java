package com.engram.portal.projects;

import com.engram.language.Messages;
import com.engram.library.ManageProjects;
import com.engram.library.Projects;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tenant's projects, with pictures and the average score of each. */
@Path("/projects")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ProjectsPage {

    /** How many images stand for a project. */
    private static final int COVERS = 4;

    @Inject
    private Projects projects;

    @Inject
    private ManageProjects manageProjects;

    @Context
    private HttpServletRequest request;

    /**
     * A project with its public id.
     *
     * @param covers the pages of the images that stand for it, the most memorable first
     */
    public record ProjectView(String id, Projects.ProjectSummary summary, List<String> covers) {

        /** The page of the project. */
        public String href() {
            return "/projects/" + id;
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    public View show() {
        return page("", Optional.empty());
    }

    @POST
    @RolesAllowed(Permission.WRITE)
    public Response create(@FormParam("name") @DefaultValue("") String name) {
        return respond(manageProjects.create(name), name);
    }

    private Response respond(ManageProjects.Result result, String name) {
        if (result instanceof ManageProjects.ProjectNotFound) {
            throw new NotFoundException();
        }
        return result instanceof ManageProjects.Refused refused
                ? Response.status(422)
                        .entity(page(
                                name,
                                Optional.of(messages().text(refused.refusal().message()))))
                        .build()
                : Response.seeOther(URI.create("/projects")).build();
    }

    private View page(String name, Optional<String> fault) {
        List<Projects.ProjectSummary> all = projects.listProjects();
        Map<UUID, List<UUID>> covers = all.isEmpty() ? Map.of() : projects.listCovers(COVERS);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "projects",
                all.stream()
                        .map(project -> new ProjectView(
                                PublicId.PROJECT.of(project.id()),
                                project,
                                covers.getOrDefault(project.id(), List.of()).stream()
                                        .map(image -> "/images/" + PublicId.IMAGE.of(image))
                                        .toList()))
                        .toList());
        model.put("name", name);
        model.put("fault", fault);
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return View.of("projects", model);
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }
}
