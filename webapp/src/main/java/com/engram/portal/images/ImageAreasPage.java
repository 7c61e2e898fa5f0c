package com.engram.portal.images;

import com.engram.areas.AreaShape;
import com.engram.areas.DrawArea;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.problems.ProblemPages;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Draws areas on an image, changes them, and deletes them. A script gets a refusal as a problem, a person as a page. */
@Path("/images/{id}/areas")
@RequestScoped
@Produces({MediaType.TEXT_HTML, "application/problem+json"})
public class ImageAreasPage {

    @Inject
    private Images images;

    @Inject
    private DrawArea drawArea;

    @Context
    private HttpServletRequest request;

    @POST
    @RolesAllowed(Permission.WRITE)
    public Response draw(@PathParam("id") String id, @BeanParam AreaForm form) {
        UUID image = getImage(id);
        Optional<AreaShape> shape = form.shape();
        return shape.isEmpty()
                ? refused(unreadable())
                : respond(id, drawArea.draw(image, new DrawArea.Drawing(name(form), form.kind(), shape.get())));
    }

    @POST
    @Path("{areaId}")
    @RolesAllowed(Permission.WRITE)
    public Response change(@PathParam("id") String id, @PathParam("areaId") String areaId, @BeanParam AreaForm form) {
        UUID image = getImage(id);
        UUID area = PublicId.AREA.parse(areaId).orElseThrow(NotFoundException::new);
        if (form.isDeletion()) {
            if (!drawArea.delete(image, area)) {
                throw new NotFoundException();
            }
            return backTo(id);
        }
        Optional<AreaShape> shape = form.shape();
        return respond(
                id,
                drawArea.change(
                        image,
                        area,
                        new DrawArea.Drawing(
                                form.name(),
                                form.kind(),
                                // A form without an outline is refused as one, if the area exists.
                                shape.orElse(new AreaShape.Rectangle(0, 0, 0, 0)))));
    }

    /** An area that is drawn without a name has that of its kind. */
    private String name(AreaForm form) {
        return form.name().isBlank()
                ? RequestLanguage.messages(request)
                        .text("image.kind." + form.kind().code())
                : form.name();
    }

    private Response respond(String id, DrawArea.Result result) {
        if (result instanceof DrawArea.Refused refusal) {
            return refused(refusal.refusal());
        }
        if (result instanceof DrawArea.NotFound) {
            throw new NotFoundException();
        }
        return backTo(id);
    }

    private Response refused(Refusal refusal) {
        return request.getHeader("HX-Request") == null
                ? ProblemPages.page(refusal)
                : ProblemResponses.of(refusal, RequestLanguage.messages(request));
    }

    private static Refusal unreadable() {
        return new Refusal(
                RefusalReason.INVALID_AREA,
                "Enter the position and the size, or the corners, in percent.",
                Message.of("refusal.invalid_area.numbers"));
    }

    private static Response backTo(String id) {
        return Response.seeOther(URI.create("/images/" + id + "#areas-title")).build();
    }

    private UUID getImage(String id) {
        return PublicId.IMAGE
                .parse(id)
                .flatMap(images::findImage)
                .map(Image::id)
                .orElseThrow(NotFoundException::new);
    }
}
