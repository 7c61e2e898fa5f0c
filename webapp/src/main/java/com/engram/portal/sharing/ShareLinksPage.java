package com.engram.portal.sharing;

import com.engram.library.ShareImage;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** The share links of an account: the list of all that are valid, and how to revoke one. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ShareLinksPage {

    private static final String LIST = "/settings/shares";

    @Inject
    private ShareImage shareImage;

    @Context
    private HttpServletRequest request;

    /** A share link in the list. */
    public record SharedView(String id, String image, String filename, Instant createdAt, Instant expiresAt) {}

    @GET
    @Path("settings/shares")
    @RolesAllowed(Permission.READ)
    public View show() {
        return View.of(
                "shares",
                Map.of(
                        "shares",
                        shareImage.listAllOpen().stream()
                                .map(link -> new SharedView(
                                        PublicId.SHARE.of(link.id()),
                                        PublicId.IMAGE.of(link.image()),
                                        link.filename(),
                                        link.createdAt(),
                                        link.expiresAt()))
                                .toList(),
                        "mayWrite",
                        CurrentCaller.find(request)
                                .filter(caller -> caller.permissions().contains(Permission.WRITE))
                                .isPresent()));
    }

    /** Revokes a link, and returns to the page of its image or to the list. */
    @POST
    @Path("shares/{id}/revoke")
    @RolesAllowed(Permission.WRITE)
    public Response revoke(@PathParam("id") String id, @FormParam("back") @DefaultValue("") String back) {
        return PublicId.SHARE
                .parse(id)
                .flatMap(shareImage::revoke)
                .map(image -> Response.seeOther(
                                URI.create(back.equals("list") ? LIST : "/images/" + PublicId.IMAGE.of(image)))
                        .build())
                .orElseThrow(NotFoundException::new);
    }
}
