package com.engram.portal.sharing;

import com.engram.people.Permission;
import com.engram.sharing.ShareLinks;
import com.engram.web.CurrentCaller;
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
import java.util.Map;
import java.util.Optional;

/** All share links of the account that are valid. */
@Path("/settings/shares")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class SharedLinksPage {

    /** More than anybody has; links expire. */
    private static final int MAX_LINKS = 1_000;

    @Inject
    private ShareLinks shareLinks;

    @Context
    private HttpServletRequest request;

    @GET
    @RolesAllowed(Permission.READ)
    public View show() {
        return View.of(
                "shares",
                Map.of(
                        "shares",
                        shareLinks.listOpen(Optional.empty(), MAX_LINKS).stream()
                                .map(ShareLinkView::of)
                                .toList(),
                        "mayWrite",
                        CurrentCaller.find(request)
                                .filter(caller -> caller.permissions().contains(Permission.WRITE))
                                .isPresent()));
    }
}
