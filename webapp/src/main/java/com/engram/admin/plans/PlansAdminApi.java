package com.engram.admin.plans;

import com.engram.people.Permission;
import com.engram.plans.CurrentPlan;
import com.engram.plans.ManagePlans;
import com.engram.plans.PlanDefinition;
import com.engram.plans.Plans;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.json.PlanJson;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Plans, for the operator: lists, adds, previews and changes them. */
@Path("/api/v1/admin/plans")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlansAdminApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private Plans plans;

    @Inject
    private ManagePlans managePlans;

    /** All plans. */
    public record PlanList(List<PlanJson> data, @Nullable String nextCursor) {}

    /**
     * How many tenants have a version of a plan.
     *
     * @param tenants how many tenants are on the version
     */
    public record FollowingJson(int version, long tenants) {}

    /**
     * The effect of a change.
     *
     * @param plan the plan after the change
     * @param makesVersion whether the change makes a new version, to which existing tenants must be moved
     * @param following how many tenants are on which version now
     */
    public record PreviewJson(PlanJson plan, boolean makesVersion, List<FollowingJson> following) {}

    /**
     * All versions of a plan, newest first, and how many tenants are on each.
     *
     * @param following how many tenants are on which version
     */
    public record History(
            List<PlanJson> data,
            List<FollowingJson> following,
            @Nullable String nextCursor) {}

    /**
     * How many tenants were moved to the current version.
     *
     * @param tenants how many tenants were moved
     */
    public record Moved(int tenants) {}

    @GET
    @Operation(summary = "List plans")
    public PlanList list() {
        return new PlanList(plans.listPlans().stream().map(PlanJson::of).toList(), null);
    }

    @GET
    @Path("{code}")
    @Operation(summary = "Read a plan")
    @APIResponseSchema(PlanJson.class)
    public Response read(@PathParam("code") String code) {
        return plans.findPlan(code)
                .map(offer -> Response.ok(PlanJson.of(offer)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Operation(summary = "Add a plan")
    @APIResponseSchema(value = PlanJson.class, responseCode = "201")
    @APIResponse(ref = "409", responseCode = "409")
    @RolesAllowed(Permission.BILL)
    public Response add(
            @RequestBody(content = @Content(schema = @Schema(implementation = PlanJson.class))) @Nullable JsonObject sent) {
        return withPlan(PlanJsonReader.DEFAULTS, sent, (plan, json) -> idempotentEffect.execute(() -> added(plan)));
    }

    private Response added(PlanDefinition plan) {
        if (!managePlans.add(plan)) {
            return ProblemResponses.response(
                    409, "plan_exists", "A plan with the code " + plan.code() + " already exists.");
        }
        return Response.created(URI.create("/api/v1/admin/plans/" + plan.code()))
                .entity(PlanJson.of(plans.findPlan(plan.code()).orElseThrow()))
                .build();
    }

    @PATCH
    @Path("{code}")
    @Operation(summary = "Change a plan; existing tenants keep their version until they are moved")
    @APIResponseSchema(PlanJson.class)
    @RolesAllowed(Permission.BILL)
    public Response change(
            @PathParam("code") String code,
            @RequestBody(content = @Content(schema = @Schema(implementation = PlanJson.class))) @Nullable JsonObject sent) {
        return withChange(code, sent, (plan, json) -> {
            managePlans.change(plan);
            Optional.ofNullable(json.get("archived"))
                    .ifPresent(archived -> managePlans.setArchived(code, archived == JsonValue.TRUE));
            return read(code);
        });
    }

    @POST
    @Path("{code}/preview")
    @Operation(summary = "Preview a change of a plan, and how many tenants it affects")
    @APIResponseSchema(PreviewJson.class)
    @RolesAllowed(Permission.BILL)
    public Response preview(
            @PathParam("code") String code,
            @RequestBody(content = @Content(schema = @Schema(implementation = PlanJson.class))) @Nullable JsonObject sent) {
        return withChange(code, sent, (plan, json) -> {
            CurrentPlan offer = plans.findPlan(code).orElseThrow();
            boolean makesVersion = managePlans.createsNewVersion(plan);
            int version = offer.version() + (makesVersion ? 1 : 0);
            return Response.ok(new PreviewJson(
                            PlanJson.of(plan, version, offer.isArchived()), makesVersion, following(code)))
                    .build();
        });
    }

    @GET
    @Path("{code}/versions")
    @Operation(summary = "List a plan's versions, and how many tenants are on each")
    @APIResponseSchema(History.class)
    public Response versions(@PathParam("code") String code) {
        return plans.findPlan(code).isEmpty()
                ? ProblemResponses.notFound()
                : Response.ok(new History(
                                plans.listVersions(code).stream()
                                        .map(PlanJson::of)
                                        .toList(),
                                following(code),
                                null))
                        .build();
    }

    @POST
    @Path("{code}/move")
    @Operation(summary = "Move all tenants on older versions of a plan to the current one")
    @APIResponseSchema(Moved.class)
    @RolesAllowed(Permission.BILL)
    public Response move(@PathParam("code") String code) {
        return plans.findPlan(code).isEmpty()
                ? ProblemResponses.notFound()
                : idempotentEffect.execute(() -> Response.ok(new Moved(managePlans.moveTenantsToCurrentVersion(code)))
                        .build());
    }

    private List<FollowingJson> following(String code) {
        return managePlans.listTenantsByVersion(code).stream()
                .map(following -> new FollowingJson(following.version(), following.tenants()))
                .toList();
    }

    private Response withChange(String code, @Nullable JsonObject sent, Change change) {
        Optional<CurrentPlan> offer = plans.findPlan(code);
        if (offer.isEmpty()) {
            return ProblemResponses.notFound();
        }
        return withPlan(PlanJsonReader.toJson(offer.get().definition()), sent, change);
    }

    private static Response withPlan(JsonObject current, @Nullable JsonObject sent, Change change) {
        if (sent == null) {
            return ProblemResponses.badRequest("Send a plan: {\"code\", \"name\", \"monthlyImages\", ...}.");
        }
        try {
            return change.apply(PlanJsonReader.read(current, sent), sent);
        } catch (PlanJsonReader.InvalidPlanJson e) {
            return ProblemResponses.response(422, "invalid_plan", String.valueOf(e.getMessage()));
        }
    }

    /** What to do with a valid plan. */
    @FunctionalInterface
    private interface Change {
        Response apply(PlanDefinition plan, JsonObject sent);
    }
}
