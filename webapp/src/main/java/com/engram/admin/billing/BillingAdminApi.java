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

/** Billing, for the operator: how it stands, and plans brought to the payment processor. */
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
     * How billing stands: whether plans are sold online, how many subscriptions are in which state, what the payment
     * processor told that could not be acted on, and where it counted other usage than it was told.
     */
    public record BillingJson(
            boolean online,
            List<BillingReport.Count> states,
            List<BillingReport.Sale> plans,
            List<BillingReport.Trouble> troubles,
            List<BillingReport.Difference> differences) {}

    @GET
    @Operation(summary = "Read how billing stands")
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
    @Operation(summary = "Bring every plan that is for sale to the payment processor; again, it changes nothing")
    public Response publish() {
        if (!payments.areOnline()) {
            return ProblemResponses.response(
                    409, "by_hand", "No payment processor is configured (engram.stripe.secretKey).");
        }
        publishPlans.offerAll();
        return Response.ok(read()).build();
    }
}
