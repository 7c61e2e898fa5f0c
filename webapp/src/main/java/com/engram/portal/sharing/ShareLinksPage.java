package com.engram.portal.sharing;

import com.engram.library.ShareImage;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Revokes share links. */
@Path("/shares")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ShareLinksPage {

    @Inject
    private ShareImage shareImage;

    /** Revokes a link, and returns to the page of its image or to the list. */
    @POST
    @Path("{id}/revoke")
    @RolesAllowed(Permission.WRITE)
    public Response revoke(@PathParam("id") String id, @FormParam("back") @DefaultValue("") String back) {
        return PublicId.SHARE
                .parse(id)
                .flatMap(shareImage::revoke)
                .map(image -> Response.seeOther(URI.create(
                                back.equals("list") ? "/settings/shares" : "/images/" + PublicId.IMAGE.of(image)))
                        .build())
                .orElseThrow(NotFoundException::new);
    }
}
