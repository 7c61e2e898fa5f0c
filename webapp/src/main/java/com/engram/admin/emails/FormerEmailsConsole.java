package com.engram.admin.emails;

import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Redirects from the former paths of the outbox, which bookmarks may have. */
@Path("/admin/letters")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
public class FormerEmailsConsole {

    private static final String PAGE = "/admin/emails";

    @GET
    public Response list(@Context UriInfo uri) {
        return movedTo(UriBuilder.fromPath(PAGE)
                .replaceQuery(uri.getRequestUri().getRawQuery())
                .build());
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id) {
        return movedTo(UriBuilder.fromPath(PAGE).path("{id}").build(id));
    }

    private static Response movedTo(URI page) {
        return Response.status(Response.Status.MOVED_PERMANENTLY).location(page).build();
    }
}
