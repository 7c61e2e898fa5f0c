package com.engram.admin.tenants;

import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.people.Permission;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Rescores a tenant's whole library, for the operator. */
@Path("/api/v1/admin/tenants/{id}/rescoring")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.APPLICATION_JSON)
public class RescoringAdminApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Tenants tenants;

    @Inject
    private RescoreLibrary rescoreLibrary;

    /**
     * How many images were queued so far; finishedAt is set once all of them are queued.
     *
     * @param askedAt when it was requested
     * @param queued how many images were queued so far
     */
    public record RescoringJson(
            String askedAt, int queued, @Nullable String finishedAt) {

        static RescoringJson of(RescoreLibrary.Rescoring rescoring) {
            return new RescoringJson(
                    rescoring.requestedAt().toString(),
                    rescoring.queued(),
                    Optional.ofNullable(rescoring.finishedAt())
                            .map(Object::toString)
                            .orElse(null));
        }
    }

    @POST
    @Operation(summary = "Rescore all images of a tenant, for example with a new model; this is free of charge")
    @APIResponseSchema(value = RescoringJson.class, responseCode = "202")
    @RolesAllowed(Permission.SUPPORT)
    public Response start(@PathParam("id") String id) {
        return tenant(id)
                .map(tenant -> idempotentEffect.execute(
                        () -> Response.accepted(RescoringJson.of(rescoreLibrary.request(tenant)))
                                .build()))
                .orElseGet(ProblemResponses::notFound);
    }

    @GET
    @Operation(summary = "Read the progress of a tenant's newest rescoring")
    @APIResponseSchema(RescoringJson.class)
    public Response read(@PathParam("id") String id) {
        return tenant(id)
                .flatMap(rescoreLibrary::findNewest)
                .map(newest -> Response.ok(RescoringJson.of(newest)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    private Optional<TenantId> tenant(String id) {
        return PublicId.TENANT
                .parse(id)
                .map(TenantId::new)
                .filter(tenant -> tenants.findTenant(tenant).isPresent());
    }
}
