package com.engram.admin.billing;

import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.PublishPlans;
import com.engram.people.Permission;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Billing for the operator: its current state, and publishing plans to the payment processor. */
@Path("/api/v1/admin/billing")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BillingAdminApi {

    @Inject
    private BillingReport report;

    @Inject
    private PublishPlans publishPlans;

    @Inject
    private Payments payments;

    /**
     * The state of billing: whether plans are sold online, subscriptions by state, plans on sale, events of the
     * payment processor that could not be handled, and periods whose usage it counted differently from what was
     * reported.
     */
    public record BillingJson(
            boolean online,
            List<BillingReport.Count> states,
            List<BillingReport.Sale> plans,
            List<BillingReport.Trouble> troubles,
            List<BillingReport.Difference> differences) {}

    @GET
    @Operation(summary = "Read the state of billing")
    public BillingJson read() {
        return new BillingJson(
                payments.areOnline(),
                report.countByState(),
                report.listSales(),
                report.listTroubles(),
                report.listDifferences());
    }

    @POST
    @Path("offer")
    @Operation(summary = "Publish every plan on sale to the payment processor; repeating this changes nothing")
    public Response publish() {
        if (!payments.areOnline()) {
            return ProblemResponses.response(
                    409, "by_hand", "No payment processor is configured (engram.stripe.secretKey).");
        }
        publishPlans.offerAll();
        return Response.ok(read()).build();
    }
}
