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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;

/** All share links of the account that are valid. */
@Path("/settings/shares")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SharedLinksPage {

    @Inject
    private ShareImage shareImage;

    @Context
    private HttpServletRequest request;

    /** A share link in the list. */
    public record SharedView(String id, String image, String filename, Instant createdAt, Instant expiresAt) {}

    @GET
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
}
