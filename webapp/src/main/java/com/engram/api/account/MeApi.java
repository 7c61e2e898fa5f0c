package com.engram.api.account;

import com.engram.people.Permission;
import com.engram.people.keys.ApiKey;
import com.engram.people.keys.ApiKeys;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.Tenants;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Who calls: the API key of the request, and the account that it belongs to. */
@Path("/api/v1/me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MeApi {

    @Inject
    private ApiKeys keys;

    @Inject
    private Tenants tenants;

    @Inject
    private Plans plans;

    @Context
    private HttpServletRequest request;

    /** The caller. */
    public record MeJson(
            @Schema(
                    description = "The mode of the key.",
                    enumeration = {"live", "test"})
            String mode,

            @Schema(
                    description = "What the key may do: some of `read`, `write` and `manage`.",
                    example = "[\"read\", \"write\"]")
            List<String> scopes,

            KeyJson key,
            AccountJson account,
            PlanSummaryJson plan) {}

    /** The key of the request. */
    @Schema(name = "CallingKey")
    public record KeyJson(
            @Schema(example = "key_0190a0b1c2d3e4f5a6b7c8d9e0f1a2b3")
            String id,

            @Schema(example = "Asset library") String name,

            @Schema(description = "The part of the key that is no secret.", example = "eng_live_4fT9aQx2")
            String prefix,

            @Schema(format = "date-time") String createdAt,

            @Schema(description = "When it was last used, to the minute.", format = "date-time") @Nullable String lastUsedAt,

            @Schema(description = "Null if it does not expire.", format = "date-time") @Nullable String expiresAt) {

        static KeyJson of(ApiKey key) {
            return new KeyJson(
                    PublicId.KEY.of(key.id()),
                    key.name(),
                    key.shownPart(),
                    key.createdAt().toString(),
                    key.lastUsedAt().map(Object::toString).orElse(null),
                    key.expiresAt().map(Object::toString).orElse(null));
        }
    }

    /** The account of the key. */
    public record AccountJson(
            @Schema(example = "ten_0190a0b1c2d3e4f5a6b7c8d9e0f1a2b3")
            String id,

            @Schema(example = "Acme") String name) {}

    /** The plan of the account; {@code GET /plan} has its limits. */
    public record PlanSummaryJson(
            @Schema(example = "pro") String code,
            @Schema(example = "Pro") String name) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(
            summary = "Read who calls: the key, its scopes and mode, the account and its plan",
            description = "A first call with a new key. It costs nothing and changes nothing.")
    @APIResponseSchema(MeJson.class)
    public Response me() {
        return keys.findKey(CurrentCaller.getCaller(request).id())
                .map(key -> Response.ok(json(key)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    private MeJson json(ApiKey key) {
        Tenant tenant = tenants.getCurrent();
        Plan plan = plans.getCurrent();
        return new MeJson(
                key.isLive() ? "live" : "test",
                key.scopes().stream().sorted().toList(),
                KeyJson.of(key),
                new AccountJson(PublicId.TENANT.of(tenant.id().value()), tenant.name()),
                new PlanSummaryJson(plan.code(), plan.name()));
    }
}
