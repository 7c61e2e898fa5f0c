package com.engram.admin.tenants;

import com.engram.billing.subscriptions.ChangeTenant;
import com.engram.people.Permission;
import com.engram.people.keys.ApiKeys;
import com.engram.people.members.OpenTenant;
import com.engram.plans.usage.GrantCredits;
import com.engram.refusals.Refusal;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.paging.ApiPage;
import com.engram.web.paging.PageRequest;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Tenants, for the operator: opens, lists and changes them, and grants credits. */
@Path("/api/v1/admin/tenants")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TenantsAdminApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Tenants tenants;

    @Inject
    private OpenTenant openTenant;

    @Inject
    private TenantDirectory directory;

    @Inject
    private ChangeTenant changeTenant;

    @Inject
    private GrantCredits grantCredits;

    /**
     * The tenant to open.
     *
     * @param ownerEmail the email address of the owner, who is invited
     */
    public record TenantRequest(
            @Nullable String name,
            @Nullable String ownerEmail,
            @Nullable String plan) {}

    /**
     * What to change; null leaves a value unchanged.
     *
     * @param suspended whether the tenant is suspended
     */
    public record TenantChange(
            @Nullable String plan, @Nullable Boolean suspended) {}

    /**
     * An opened tenant.
     *
     * @param apiKey its first API key
     * @param inviteUrl the page on which the owner sets a password; null without an owner
     */
    public record TenantOpened(
            String id, KeyJson apiKey, @Nullable String inviteUrl) {}

    /**
     * An API key; only this response contains its secret.
     *
     * @param secret the key itself
     */
    public record KeyJson(String id, String secret) {}

    /** Credits to grant, and the reason. */
    public record CreditRequest(
            @Nullable Integer credits, @Nullable String reason) {}

    /**
     * Granted credits; periodStart is the first day of the period to which they were added.
     *
     * @param grantedAt when they were granted
     */
    public record GrantJson(String id, int credits, String reason, String periodStart, String grantedAt) {

        static GrantJson of(GrantCredits.Grant grant) {
            return new GrantJson(
                    PublicId.GRANT.of(grant.id()),
                    grant.credits(),
                    grant.reason(),
                    grant.startsOn().toString(),
                    grant.grantedAt().toString());
        }
    }

    /** A tenant's grants, newest first. */
    public record GrantList(List<GrantJson> data, @Nullable String nextCursor) {}

    @POST
    @Operation(summary = "Open a tenant with an API key")
    @APIResponseSchema(value = TenantOpened.class, responseCode = "201")
    @RolesAllowed(Permission.BILL)
    public Response open(@Nullable TenantRequest request) {
        if (request == null || request.name() == null || request.name().isBlank() || request.plan() == null) {
            return ProblemResponses.badRequest("Send {\"name\", \"ownerEmail\", \"plan\"}.");
        }
        OpenTenant.Result result = openTenant.open(
                request.name(),
                Optional.ofNullable(request.ownerEmail()),
                request.plan(),
                opened -> idempotentEffect.store(created(opened)));
        return result instanceof OpenTenant.Opened opened
                ? created(opened)
                : ProblemResponses.of(((OpenTenant.Refused) result).refusal());
    }

    private static Response created(OpenTenant.Opened opened) {
        String id = PublicId.TENANT.of(opened.tenant().value());
        ApiKeys.Issued key = opened.firstKey();
        return Response.created(URI.create("/api/v1/admin/tenants/" + id))
                .entity(new TenantOpened(
                        id,
                        new KeyJson(PublicId.KEY.of(key.id()), key.secret()),
                        opened.inviteUrl().orElse(null)))
                .build();
    }

    /** A page of tenants. */
    public record TenantPage(
            List<TenantJson> data, @Nullable String nextCursor) {}

    @GET
    @Operation(
            summary =
                    "List tenants, newest first; search matches a part of the name, the plan's code, an owner's email address or an id")
    @APIResponseSchema(TenantPage.class)
    public Response list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return PageRequest.respond(
                limit,
                cursor,
                TenantDirectory.Position::parse,
                page -> ApiPage.of(
                        page.load(size -> directory.list(search, page.after(), size)),
                        TenantJson::of,
                        tenant -> tenant.position().toCursor()));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a tenant")
    @APIResponseSchema(TenantJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.TENANT
                .parse(id)
                .flatMap(directory::find)
                .map(entry -> Response.ok(TenantJson.of(entry)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change a tenant's plan, or suspend it")
    @APIResponseSchema(TenantJson.class)
    @RolesAllowed(Permission.ADMINISTER)
    public Response change(@PathParam("id") String id, @Nullable TenantChange change) {
        Optional<TenantId> tenant = PublicId.TENANT.parse(id).map(TenantId::new);
        if (tenant.flatMap(tenants::findTenant).isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (change == null) {
            return ProblemResponses.badRequest("Send {\"plan\"} or {\"suspended\"}.");
        }
        return changeTenant
                .change(tenant.get(), Optional.ofNullable(change.plan()), Optional.ofNullable(change.suspended()))
                .map(ProblemResponses::of)
                .orElseGet(() -> read(id));
    }

    @POST
    @Path("{id}/credits")
    @Operation(summary = "Grant a tenant credits on top of this period's allowance, with the reason")
    @APIResponseSchema(value = GrantJson.class, responseCode = "201")
    @RolesAllowed({Permission.SUPPORT, Permission.BILL})
    public Response grant(
            @PathParam("id") String id, @Nullable CreditRequest request, @Context HttpServletRequest http) {
        Optional<TenantId> tenant = PublicId.TENANT.parse(id).map(TenantId::new);
        if (tenant.flatMap(tenants::findTenant).isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null
                || request.credits() == null
                || request.reason() == null
                || request.reason().isBlank()) {
            return ProblemResponses.badRequest("Send {\"credits\", \"reason\"}.");
        }
        String reason = request.reason().strip();
        Optional<Refusal> refusal = GrantCredits.findRefusal(request.credits(), reason);
        if (refusal.isPresent()) {
            return ProblemResponses.of(refusal.get());
        }
        int credits = request.credits();
        return idempotentEffect.execute(() -> Response.status(201)
                .entity(GrantJson.of(grantCredits.grant(
                        tenant.get(),
                        credits,
                        reason,
                        CurrentCaller.getCaller(http).id())))
                .build());
    }

    @GET
    @Path("{id}/credits")
    @Operation(summary = "List the credits granted to a tenant")
    @APIResponseSchema(GrantList.class)
    public Response grants(@PathParam("id") String id) {
        Optional<TenantId> tenant = PublicId.TENANT.parse(id).map(TenantId::new);
        return tenant.flatMap(tenants::findTenant).isEmpty()
                ? ProblemResponses.notFound()
                : Response.ok(new GrantList(
                                grantCredits.listGrants(tenant.get()).stream()
                                        .map(GrantJson::of)
                                        .toList(),
                                null))
                        .build();
    }
}
