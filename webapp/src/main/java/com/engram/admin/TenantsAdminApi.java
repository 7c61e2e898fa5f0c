package com.engram.admin;

import com.engram.people.ApiKeys;
import com.engram.people.Permission;
import com.engram.plans.Plans;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.Problems;
import com.engram.web.PublicId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tenants, for the operator. */
@Path("/api/v1/admin/tenants")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TenantsAdminApi {

    private static final int MOST_LISTED = 100;

    @Inject
    private Tenants tenants;

    @Inject
    private OpenTenant openTenant;

    @Inject
    private Plans plans;

    @Inject
    private Clock clock;

    /** Whom to open an account for. */
    public record TenantRequest(
            @Nullable String name,
            @Nullable String ownerEmail,
            @Nullable String plan) {}

    /** What to change; null leaves it as it is. */
    public record TenantChange(
            @Nullable String plan, @Nullable Boolean suspended) {}

    /** An account as opened. */
    public record TenantOpened(
            String id, KeyJson apiKey, @Nullable String inviteUrl) {}

    /** A key; its secret is told this once. */
    public record KeyJson(String id, String secret) {}

    /** An account. */
    public record TenantJson(String id, String name, String plan, boolean suspended, String createdAt) {}

    /** All accounts, the newest first. */
    public record TenantList(
            List<TenantJson> data, @Nullable String nextCursor) {}

    @POST
    @Operation(summary = "Open an account with an API key")
    public Response open(@Nullable TenantRequest request) {
        if (request == null || request.name() == null || request.name().isBlank() || request.plan() == null) {
            return Problems.badRequest("Send {\"name\", \"ownerEmail\", \"plan\"}.");
        }
        if (plans.findPlan(request.plan()).isEmpty()) {
            return Problems.response(422, "unknown_plan", "There is no plan " + request.plan() + ".");
        }
        TenantId id = OpenTenant.newTenant();
        ApiKeys.Issued key;
        try (Scope.Entered ignored = Scope.enter(id)) {
            key = openTenant.open(id, request.name().strip(), request.plan());
        }
        String publicId = PublicId.TENANT.of(id.value());
        return Response.created(URI.create("/api/v1/admin/tenants/" + publicId))
                .entity(new TenantOpened(publicId, new KeyJson(PublicId.KEY.of(key.id()), key.secret()), null))
                .build();
    }

    @GET
    @Operation(summary = "List accounts")
    public TenantList list() {
        return new TenantList(
                tenants.listTenants(MOST_LISTED).stream()
                        .map(TenantsAdminApi::json)
                        .toList(),
                null);
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change an account's plan, or suspend it")
    public Response change(@PathParam("id") String id, @Nullable TenantChange change) {
        Optional<TenantId> tenant = PublicId.TENANT.parse(id).map(TenantId::new);
        if (tenant.flatMap(tenants::findTenant).isEmpty()) {
            return Problems.notFound();
        }
        if (change == null) {
            return Problems.badRequest("Send {\"plan\"} or {\"suspended\"}.");
        }
        if (change.plan() != null && plans.findPlan(change.plan()).isEmpty()) {
            return Problems.response(422, "unknown_plan", "There is no plan " + change.plan() + ".");
        }
        if (change.plan() != null) {
            tenants.changePlan(tenant.get(), change.plan());
        }
        if (change.suspended() != null) {
            tenants.setSuspended(tenant.get(), change.suspended(), clock.instant());
        }
        return Response.ok(json(tenants.findTenant(tenant.get()).orElseThrow())).build();
    }

    private static TenantJson json(Tenant tenant) {
        return new TenantJson(
                PublicId.TENANT.of(tenant.id().value()),
                tenant.name(),
                tenant.planCode(),
                tenant.isSuspended(),
                tenant.createdAt().toString());
    }
}
