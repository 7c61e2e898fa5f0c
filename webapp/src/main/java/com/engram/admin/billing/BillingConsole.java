package com.engram.admin.billing;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.TypedConfirmation;
import com.engram.billing.invoices.ManualInvoice;
import com.engram.billing.invoices.RecordManualInvoice;
import com.engram.billing.payments.Payments;
import com.engram.billing.subscriptions.PublishPlans;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Billing of all tenants, publishing plans to the payment processor, and manual invoices. */
@Path("/admin/billing")
@RequestScoped
@RolesAllowed(Permission.BILL)
@Produces(MediaType.TEXT_HTML)
public class BillingConsole {

    @Inject
    private BillingReport report;

    @Inject
    private ResolveUncharged resolveUncharged;

    @Inject
    private PublishPlans publishPlans;

    @Inject
    private RecordManualInvoice recordInvoice;

    @Inject
    private Optional<Payments> payments;

    @Inject
    private Tenants tenants;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    @GET
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done, "");
    }

    /** Publishes every plan on sale to the payment processor. */
    @POST
    @Path("publish")
    public Response publish() {
        if (!publishPlans.publishAll()) {
            return Response.status(422)
                    .entity(page("", RequestLanguage.messages(request).text("console.pay.notConfigured")))
                    .build();
        }
        return Response.seeOther(URI.create("/admin/billing?done=published")).build();
    }

    /**
     * Reports uncharged usage again, or records that it was charged by hand, if the first day of its period was typed to
     * confirm it.
     */
    @POST
    @Path("uncharged")
    public Response resolve(
            @FormParam("tenant") @DefaultValue("") String tenant,
            @FormParam("period") @DefaultValue("") String period,
            @FormParam("action") @DefaultValue("") String action,
            @FormParam("confirm") @DefaultValue("") String typed) {
        Optional<Message> unconfirmed =
                action.equals("settle") ? TypedConfirmation.findProblem(typed, period) : Optional.empty();
        if (unconfirmed.isPresent()) {
            return refused(RequestLanguage.messages(request).text(unconfirmed.get()));
        }
        return resolveUncharged.resolve(tenant, period, action)
                ? Response.seeOther(URI.create("/admin/billing")).build()
                : refused(RequestLanguage.messages(request).text("console.pay.notWaiting"));
    }

    @POST
    @Path("{tenant}/invoices")
    public Response record(
            @PathParam("tenant") String tenant,
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("description") @DefaultValue("") String description,
            @FormParam("amount") @DefaultValue("") String amount,
            @FormParam("currency") @DefaultValue("") String currency) {
        TenantId id = getTenant(tenant);
        if (!amount.matches("\\d{1,9}([.,]\\d{1,2})?")) {
            return refused(RequestLanguage.messages(request).text("console.invoices.amountRule"));
        }
        ManualInvoice invoice = new ManualInvoice(
                number.strip(),
                description.strip(),
                new BigDecimal(amount.replace(',', '.')).movePointRight(2).longValueExact(),
                currency.strip().toUpperCase(Locale.ROOT),
                LocalDate.now(clock));
        Optional<String> terms = recordInvoice
                .findRefusal(id)
                .map(refusal -> RequestLanguage.messages(request).text(refusal.message()));
        return invoice.findProblem().or(() -> terms).map(this::refused).orElseGet(() -> {
            recordInvoice.record(id, invoice);
            return toTenant(tenant, "invoice");
        });
    }

    /** Sets the state of a manual invoice. The page that follows offers to undo it. */
    @POST
    @Path("{tenant}/invoices/settle")
    public Response settle(
            @PathParam("tenant") String tenant,
            @FormParam("invoice") @DefaultValue("") String invoice,
            @FormParam("state") @DefaultValue("") String state) {
        TenantId id = getTenant(tenant);
        boolean settled = RecordManualInvoice.STATES.contains(state)
                && PublicId.INVOICE
                        .parse(invoice)
                        .map(known -> recordInvoice.settle(id, known, state))
                        .orElse(false);
        return settled
                ? toTenant(tenant, state.equals("open") ? "reopened" : "settled&invoice=" + invoice)
                : refused(RequestLanguage.messages(request).text("console.invoices.unknown"));
    }

    private TenantId getTenant(String tenant) {
        return PublicId.TENANT
                .parse(tenant)
                .map(TenantId::new)
                .filter(id -> tenants.findTenant(id).isPresent())
                .orElseThrow(NotFoundException::new);
    }

    private Response refused(String fault) {
        return Response.status(422).entity(page("", fault)).build();
    }

    private static Response toTenant(String tenant, String done) {
        return Response.seeOther(URI.create("/admin/tenants/" + tenant + "?done=" + done))
                .build();
    }

    private View page(String done, String fault) {
        Map<String, Object> model = new HashMap<>();
        model.put("online", payments.isPresent());
        model.put("states", report.countByState());
        model.put("plans", report.listPlansOnSale());
        model.put("invoices", report.listInvoices());
        model.put("failedEvents", report.listFailedEvents());
        model.put("differences", report.listDifferences());
        model.put("uncharged", report.listUncharged());
        model.put("done", done);
        model.put("fault", fault);
        return layout.view("admin/billing", model);
    }
}
