package com.engram.admin.billing;

import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.PublishPlans;
import com.engram.people.Permission;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Billing for the operator: its current state, and publishing plans to the payment processor. */
@Path("/api/v1/admin/billing")
@RequestScoped
@RolesAllowed(Permission.BILL)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BillingAdminApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private BillingReport report;

    @Inject
    private ResolveUncharged resolveUncharged;

    @Inject
    private PublishPlans publishPlans;

    @Inject
    private Optional<Payments> payments;

    /**
     * The state of billing: whether plans are sold online, subscriptions by state, plans on sale, events of the
     * payment processor that could not be handled, periods whose usage it counted differently from what was reported,
     * and usage that it does not charge.
     *
     * @param online whether plans are sold online
     * @param states the subscriptions by state
     * @param plans the plans on sale
     * @param troubles events that could not be handled
     * @param differences periods whose usage was counted differently
     * @param uncharged usage that is not charged
     */
    public record BillingJson(
            boolean online,
            List<Count> states,
            List<Sale> plans,
            List<Trouble> troubles,
            List<Difference> differences,
            List<Uncharged> uncharged) {}

    /** Images of a period beyond the allowance that the payment processor does not charge, and why. */
    public record Uncharged(String tenant, String startsOn, int images, String reason) {}

    /**
     * What to do with uncharged usage.
     *
     * @param tenant the tenant's id
     * @param startsOn first day of the period
     * @param action {@code retry} to report it again, {@code settle} if it was charged by hand or waived
     */
    public record UnchargedAction(
            @Nullable String tenant,
            @Nullable String startsOn,
            @Nullable String action) {}

    /**
     * How many subscriptions are in a state.
     *
     * @param tenants how many tenants are in the state
     */
    public record Count(String state, long tenants) {}

    /**
     * A plan on sale; online says whether its current version can be bought online.
     *
     * @param online whether the current version can be bought online
     */
    public record Sale(String code, String name, int version, boolean online) {}

    /**
     * An event of the payment processor that could not be handled.
     *
     * @param type the type of the event
     * @param receivedAt when the event arrived
     * @param attempts how often handling it was tried
     * @param problem the last error
     */
    public record Trouble(String id, String tenant, String type, String receivedAt, int attempts, String problem) {}

    /**
     * A period whose overage the payment processor counted differently from what was reported to it (told).
     *
     * @param told the images that were reported
     * @param counted the images that the payment processor counted
     */
    public record Difference(String tenant, String name, String startsOn, long told, long counted) {}

    @GET
    @Operation(summary = "Read the state of billing")
    public BillingJson read() {
        return new BillingJson(
                payments.isPresent(),
                report.countByState().stream()
                        .map(count -> new Count(count.state(), count.tenants()))
                        .toList(),
                report.listPlansOnSale().stream()
                        .map(plan -> new Sale(plan.code(), plan.name(), plan.version(), plan.online()))
                        .toList(),
                report.listFailedEvents().stream()
                        .map(event -> new Trouble(
                                event.id(),
                                event.tenant(),
                                event.type(),
                                event.receivedAt().toString(),
                                event.attempts(),
                                event.problem()))
                        .toList(),
                report.listDifferences().stream()
                        .map(one -> new Difference(
                                one.tenant(), one.name(), one.startsOn().toString(), one.reported(), one.counted()))
                        .toList(),
                report.listUncharged().stream()
                        .map(one -> new Uncharged(one.tenant(), one.startsOn().toString(), one.images(), one.reason()))
                        .toList());
    }

    @POST
    @Path("uncharged")
    @Operation(summary = "Report uncharged usage again, or record that it was charged by hand")
    @APIResponseSchema(BillingJson.class)
    public Response resolve(@Nullable UnchargedAction request) {
        return idempotentEffect.execute(() -> resolved(request));
    }

    private Response resolved(@Nullable UnchargedAction request) {
        return request != null && resolveUncharged.resolve(request.tenant(), request.startsOn(), request.action())
                ? Response.ok(read()).build()
                : ProblemResponses.response(
                        422,
                        "invalid_request",
                        "tenant, startsOn and action (retry or settle) must name usage that is not charged.");
    }

    @POST
    @Path("offer")
    @Operation(summary = "Publish every plan on sale to the payment processor; repeating this changes nothing")
    @APIResponseSchema(BillingJson.class)
    @APIResponse(ref = "409", responseCode = "409")
    public Response publish() {
        if (!publishPlans.publishAll()) {
            return ProblemResponses.response(
                    409, "by_hand", "No payment processor is configured (engram.stripe.secretKey).");
        }
        return Response.ok(read()).build();
    }
}
