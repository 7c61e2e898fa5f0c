package com.engram.portal;

import com.engram.web.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What Engram is, for visitors. */
@Path("/")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class HomePage {

    @GET
    @PermitAll
    public View show() {
        return View.of("home");
    }
}
