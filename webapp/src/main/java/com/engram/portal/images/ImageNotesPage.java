package com.engram.portal.images;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.notes.WriteNote;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemPages;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes notes on an image, changes them, and deletes them. A script gets a refusal as a problem, a person as a page. */
@Path("/images/{id}/notes")
@RequestScoped
@Produces({MediaType.TEXT_HTML, "application/problem+json"})
public class ImageNotesPage {

    @Inject
    private Images images;

    @Inject
    private WriteNote writeNote;

    @Context
    private HttpServletRequest request;

    @POST
    @RolesAllowed(Permission.WRITE)
    public Response write(
            @PathParam("id") String id,
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("mention") List<String> mentions) {
        return respond(id, writeNote.write(getImage(id), text, people(mentions)));
    }

    @POST
    @Path("{noteId}")
    @RolesAllowed(Permission.WRITE)
    public Response change(
            @PathParam("id") String id,
            @PathParam("noteId") String noteId,
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("mention") List<String> mentions,
            @FormParam("delete") @DefaultValue("") String delete) {
        UUID image = getImage(id);
        UUID note = PublicId.NOTE.parse(noteId).orElseThrow(NotFoundException::new);
        if (delete.isEmpty()) {
            return respond(id, writeNote.change(image, note, text, people(mentions)));
        }
        return writeNote.delete(image, note).map(result -> respond(id, result)).orElseGet(() -> backTo(id));
    }

    private Response respond(String id, WriteNote.Result result) {
        if (result instanceof WriteNote.Refused refused) {
            return refused(refused.refusal());
        }
        // The page offers nobody the notes of others.
        if (!(result instanceof WriteNote.Written)) {
            throw new NotFoundException();
        }
        return backTo(id);
    }

    private Response refused(Refusal refusal) {
        return request.getHeader("HX-Request") == null
                ? ProblemPages.page(refusal)
                : ProblemResponses.of(refusal, RequestLanguage.messages(request));
    }

    private static List<UUID> people(List<String> mentions) {
        return mentions.stream()
                .map(PublicId.MEMBER::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Response backTo(String id) {
        return Response.seeOther(URI.create("/images/" + id + "#notes-title")).build();
    }

    private UUID getImage(String id) {
        return PublicId.IMAGE
                .parse(id)
                .flatMap(images::findImage)
                .map(Image::id)
                .orElseThrow(NotFoundException::new);
    }
}
