package com.engram.portal.gallery;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryPosition;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
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

/** Leads from an image to the one before or after it, in the order of the gallery's filter. */
@Path("/gallery/beside/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class NeighbourPage {

    @Inject
    private Gallery gallery;

    /** Redirects to the neighbour; at the end of the list, to the gallery. */
    @GET
    @Transactional
    @RolesAllowed(Permission.READ)
    public Response go(
            @PathParam("id") String id,
            @QueryParam("go") @DefaultValue("next") String direction,
            @BeanParam GalleryQuery query) {
        UUID image = PublicId.IMAGE.parse(id).orElseThrow(NotFoundException::new);
        GalleryPosition position = gallery.listCards(List.of(image)).stream()
                .findFirst()
                .map(GalleryCard::position)
                .orElseThrow(NotFoundException::new);
        Gallery.Neighbours neighbours = gallery.findNeighbours(query.filter(), position);
        Optional<UUID> found = direction.equals("previous") ? neighbours.previous() : neighbours.next();
        String path = found.map(neighbour -> "/images/" + PublicId.IMAGE.of(neighbour))
                .orElse("/gallery");
        return Response.seeOther(URI.create(query.url(path, null))).build();
    }
}
