package com.engram.admin.models;

import com.engram.analysis.backends.ChooseModel;
import com.engram.people.Permission;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The pinned model of a tenant, for the operator. */
@Path("/api/v1/admin/tenants/{id}/model")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TenantModelAdminApi {

    @Inject
    private Tenants tenants;

    @Inject
    private ChooseModel chooseModel;

    /** The pinned model as name:version; null for the default model. */
    public record PinnedJson(@Nullable String model) {}

    @GET
    @Operation(summary = "Read the pinned model of a tenant")
    @APIResponseSchema(PinnedJson.class)
    public Response read(@PathParam("id") String id) {
        return tenant(id)
                .map(tenant -> Response.ok(new PinnedJson(
                                chooseModel.findPinnedModel(tenant).orElse(null)))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Operation(summary = "Pin a tenant to a model, or with null to the default model again")
    @APIResponseSchema(PinnedJson.class)
    @RolesAllowed(Permission.SUPPORT)
    public Response pin(@PathParam("id") String id, @Nullable PinnedJson request) {
        Optional<TenantId> tenant = tenant(id);
        if (tenant.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null) {
            return ProblemResponses.badRequest("Send {\"model\"} with a name:version or null.");
        }
        if (!chooseModel.pin(tenant.get(), Optional.ofNullable(request.model()))) {
            return ProblemResponses.response(
                    422, "unknown_model", "No backend says that it has " + request.model() + ".");
        }
        return read(id);
    }

    private Optional<TenantId> tenant(String id) {
        return PublicId.TENANT
                .parse(id)
                .map(TenantId::new)
                .filter(tenant -> tenants.findTenant(tenant).isPresent());
    }
}
