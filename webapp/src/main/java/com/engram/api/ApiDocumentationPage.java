package com.engram.api;

import com.engram.web.pages.View;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The documentation of the API for people: Swagger UI in a page of the portal. The page of the server itself is not used,
 * because it needs inline scripts and styles, which no page of this origin may have.
 */
@Path("/api/docs")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ApiDocumentationPage {

    @GET
    @PermitAll
    public View show() {
        return View.of("api-docs");
    }
}
