package com.engram.api.variants;

import com.engram.analysis.whatifs.WhatIfs;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** What-ifs that were scored before. */
@Path("/api/v1/what-ifs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfsApi {

    @Inject
    private WhatIfs whatIfs;

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read what-ifs; they are deleted with their image")
    @APIResponseSchema(WhatIfJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.WHAT_IF
                .parse(id)
                .flatMap(whatIfs::findWhatIf)
                .map(found -> Response.ok(WhatIfJson.of(found)).build())
                .orElseGet(ProblemResponses::notFound);
    }
}
