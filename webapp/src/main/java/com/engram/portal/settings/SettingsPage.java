package com.engram.portal.settings;

import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Redirects to the first settings page. */
@Path("/settings")
@RequestScoped
@RolesAllowed(Permission.READ)
public class SettingsPage {

    @GET
    public Response show() {
        return Response.seeOther(URI.create("/settings/people")).build();
    }
}
