package com.engram.admin.emails;

import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The outbox under its former path, for clients that were written before it was renamed. */
@Path("/api/v1/admin/letters")
@RequestScoped
@RolesAllowed(Permission.SUPPORT)
@Produces(MediaType.APPLICATION_JSON)
public class FormerEmailsAdminApi {

    @Inject
    private EmailsAdminApi emails;

    @GET
    @Operation(summary = "List the emails in the outbox; use /api/v1/admin/emails instead", deprecated = true)
    @APIResponseSchema(EmailsAdminApi.EmailList.class)
    public Response list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return emails.list(search, limit, cursor);
    }
}
