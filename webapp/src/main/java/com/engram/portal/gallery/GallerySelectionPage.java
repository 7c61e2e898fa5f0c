package com.engram.portal.gallery;

import com.engram.images.deletion.DeleteImage;
import com.engram.library.AssignImagesToProject;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Actions on the images selected in the gallery. Unknown ids are ignored. */
@Path("/gallery/selection")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class GallerySelectionPage {

    private static final Pattern GALLERY_PATH = Pattern.compile("/gallery(\\?[A-Za-z0-9_.,%&=+\\-]*)?");

    @Inject
    private DeleteImage deleteImage;

    @Inject
    private AssignImagesToProject assignImages;

    @FormParam("image")
    private List<String> chosen = List.of();

    @FormParam("back")
    @DefaultValue("/gallery")
    private String back = "/gallery";

    @POST
    @Path("compare")
    @RolesAllowed(Permission.READ)
    public Response compare() {
        String images = ids().stream().map(PublicId.IMAGE::of).collect(Collectors.joining(","));
        return Response.seeOther(URI.create("/compare?images=" + images)).build();
    }

    @POST
    @Path("file")
    @RolesAllowed(Permission.WRITE)
    public Response assignToProject(@FormParam("project") @DefaultValue("") String project) {
        Optional<UUID> target = PublicId.PROJECT.parse(project);
        boolean isInvalid = !project.isEmpty() && target.isEmpty();
        if (isInvalid || !assignImages.assign(ids(), target)) {
            throw new NotFoundException();
        }
        return back();
    }

    @POST
    @Path("delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete() {
        ids().forEach(deleteImage::delete);
        return back();
    }

    private List<UUID> ids() {
        return chosen.stream()
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Response back() {
        return Response.seeOther(URI.create(GALLERY_PATH.matcher(back).matches() ? back : "/gallery"))
                .build();
    }
}
