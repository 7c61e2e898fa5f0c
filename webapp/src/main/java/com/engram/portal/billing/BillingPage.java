package com.engram.portal.billing;

import com.engram.analysis.reports.UsageHistory;
import com.engram.billing.MoneyFormat;
import com.engram.billing.Subscription;
import com.engram.billing.Subscriptions;
import com.engram.billing.invoices.Invoice;
import com.engram.billing.invoices.Invoices;
import com.engram.billing.payments.Payments;
import com.engram.billing.payments.PriceDisplay;
import com.engram.billing.payments.PriceTax;
import com.engram.billing.payments.PriceTax.TaxBehavior;
import com.engram.billing.payments.Quote;
import com.engram.billing.subscriptions.ChangePlan;
import com.engram.billing.subscriptions.EndSubscription;
import com.engram.billing.subscriptions.PaymentPages;
import com.engram.billing.subscriptions.PlanChange;
import com.engram.billing.subscriptions.PlanChangeResult;
import com.engram.language.Messages;
import com.engram.mail.PortalUrl;
import com.engram.people.Permission;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.PriceList;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenants;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.DailyUsageChart;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The current plan and its usage; for those who may manage the account, also its payment and change. */
@Path("/billing")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class BillingPage {

    private static final int INVOICES = 50;
    private static final String PAID = "/billing/return?session={CHECKOUT_SESSION_ID}";
    private static final URI PAGE = URI.create("/billing");

    @Inject
    private Optional<Payments> payments;

    @Inject
    private Subscriptions subscriptions;

    @Inject
    private ChangePlan changePlan;

    @Inject
    private PriceTax priceTax;

    @Inject
    private PriceDisplay priceDisplay;

    @Inject
    private EndSubscription endSubscription;

    @Inject
    private PaymentPages paymentPages;

    @Inject
    private Invoices invoices;

    @Inject
    private Plans plans;

    @Inject
    private CreditAllowance allowance;

    @Inject
    private UsageHistory usageHistory;

    @Inject
    private Tenants tenants;

    @Inject
    private PortalUrl portal;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    @Context
    private UriInfo uri;

    /** A plan on sale, and how the tenant would change to it. */
    public record PlanOption(PlanCard plan, PlanChange change, int trialDays) {}

    /** The plans on sale as they are paid monthly or yearly. */
    public record PeriodOptions(String period, List<PlanOption> options) {}

    /** The cost of images beyond the allowance so far. */
    public record OverageCost(int images, String cost) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done);
    }

    /** The checkout returns here. The purchase is completed at once, without waiting for the processor's event. */
    @GET
    @Path("return")
    @RolesAllowed(Permission.MANAGE)
    public Response returned(@QueryParam("session") @DefaultValue("") String session) {
        paymentPages.completeCheckout(session);
        return redirect("bought");
    }

    /** The page that confirms a change, at a path without a query: sign-up and sign-in continue with it. */
    @GET
    @Path("choose/{plan}")
    @RolesAllowed(Permission.MANAGE)
    public View choose(@PathParam("plan") String plan) {
        return confirmation(offer(plan), "");
    }

    @GET
    @Path("change")
    @RolesAllowed(Permission.MANAGE)
    public View confirm(@QueryParam("plan") @DefaultValue("") String plan) {
        return confirmation(offer(plan), "");
    }

    @POST
    @Path("change")
    @RolesAllowed(Permission.MANAGE)
    public Response change(
            @FormParam("plan") @DefaultValue("") String plan, @FormParam("intent") @DefaultValue("") String intent) {
        CurrentPlan offer = offer(plan);
        boolean isLater = changePlan.findChange(offer) == PlanChange.CHANGE_NEXT_PERIOD;
        PlanChangeResult result = changePlan.change(
                offer,
                intent,
                new ChangePlan.ReturnUrls(portal.at(PAID), portal.at("/billing?done=unpaid")),
                messages().language());
        if (result instanceof PlanChangeResult.CheckoutRequired checkout) {
            return redirectByPage(checkout.page());
        }
        return result instanceof PlanChangeResult.Refused refused
                ? Response.status(422)
                        .entity(confirmation(
                                offer, messages().text(refused.refusal().message())))
                        .build()
                : redirect(isLater ? "scheduled" : "changed");
    }

    @POST
    @Path("cancel")
    @RolesAllowed(Permission.MANAGE)
    public Response cancel() {
        return endSubscription.setEndsWithPeriod(true) ? redirect("canceled") : redirect("");
    }

    @POST
    @Path("resume")
    @RolesAllowed(Permission.MANAGE)
    public Response resume() {
        return endSubscription.setEndsWithPeriod(false) ? redirect("resumed") : redirect("");
    }

    @POST
    @Path("portal")
    @RolesAllowed(Permission.MANAGE)
    public Response portal() {
        return paymentPages
                .findPortalUrl(URI.create(portal.at("/billing")), messages().language())
                .map(BillingPage::redirectByPage)
                .orElseGet(() -> redirect(""));
    }

    private View page(String done) {
        Plan plan = plans.getCurrent();
        Usage usage = allowance.usage();
        Optional<Subscription> subscription = subscriptions.findCurrent();
        Map<String, Object> model = new HashMap<>();
        model.put("done", done);
        model.put("online", payments.isPresent());
        Optional<String> nextPlan = subscription
                .flatMap(Subscription::nextPlanCode)
                .flatMap(plans::findPlan)
                .map(Plan::name);
        model.put("changes", nextPlan.isPresent());
        model.put(
                "status",
                SubscriptionStatus.of(
                        subscription,
                        nextPlan,
                        payments.isPresent(),
                        tenants.getCurrent().isReadOnly(),
                        messages()));
        model.put("plan", PlanCard.of(plan, prices()));
        model.put("use", usage);
        model.put("overage", overageCost(plan, usage));
        model.put(
                "customer",
                payments.isPresent()
                        && subscription.flatMap(Subscription::customerId).isPresent());
        PriceList list = PriceList.of(plans.listForSale());
        model.put("periods", periods(list));
        model.put("yearly", PriceList.isYearly(plan));
        model.put("saving", list.largestSavingPercent());
        model.put("tax", tax());
        model.put("prices", prices());
        model.put("invoices", listInvoices());
        model.put(
                "days",
                DailyUsageChart.chart(
                        usageHistory.listDays(
                                Scope.getTenant(),
                                usage.from(),
                                LocalDate.now(clock).plusDays(1)),
                        messages()));
        return View.of("billing", model);
    }

    private List<PeriodOptions> periods(PriceList list) {
        PeriodOptions monthly = new PeriodOptions("monthly", options(list.monthly(), list, false));
        return list.hasYearly()
                ? List.of(monthly, new PeriodOptions("yearly", options(list.yearly(), list, true)))
                : List.of(monthly);
    }

    private List<PlanOption> options(List<CurrentPlan> offers, PriceList list, boolean isYearly) {
        return offers.stream()
                .map(offer -> new PlanOption(
                        isYearly
                                ? PlanCard.of(offer, prices()).withNote(PriceListView.note(offer, list, prices()))
                                : PlanCard.of(offer, prices()),
                        changePlan.findChange(offer),
                        changePlan.trialDays(offer)))
                .toList();
    }

    private PriceView prices() {
        return PriceView.of(priceDisplay, uri.getQueryParameters(), messages());
    }

    /** Whether the prices contain tax, as a sentence; empty if none is calculated. */
    private String tax() {
        TaxBehavior behavior = priceTax.behavior();
        return behavior == TaxBehavior.NONE ? "" : messages().text("billing.tax." + behavior.code());
    }

    private List<Invoice> listInvoices() {
        return invoices.listInvoices(Scope.getTenant(), INVOICES).stream()
                .filter(invoice -> !invoice.state().equals("draft"))
                .toList();
    }

    private Optional<OverageCost> overageCost(Plan plan, Usage usage) {
        return plan.blocksOverage() || usage.overage() == 0
                ? Optional.empty()
                : Optional.of(new OverageCost(
                        usage.overage(),
                        MoneyFormat.format(
                                (long) usage.overage() * plan.terms().overageCents(),
                                plan.terms().currency(),
                                messages().language())));
    }

    private View confirmation(CurrentPlan offer, String problem) {
        PlanChange change = changePlan.findChange(offer);
        Map<String, Object> model = new HashMap<>();
        model.put("offer", PlanCard.of(offer, prices()));
        model.put("current", PlanCard.of(plans.getCurrent(), prices()));
        model.put("change", change);
        model.put("trialDays", changePlan.trialDays(offer));
        model.put(
                "periodEnd",
                SubscriptionStatus.format(subscriptions.findCurrent().flatMap(Subscription::periodEnd), messages()));
        model.put("cost", change == PlanChange.CHANGE_PRICE ? cost(changePlan.quote(offer)) : "");
        model.put("graceDays", changePlan.gracePeriod().toDays());
        model.put("tax", tax());
        model.put("prices", prices());
        model.put("problem", problem);
        model.put("intent", UUID.randomUUID().toString());
        return View.of("billing-change", model);
    }

    private String cost(Quote quote) {
        String amount = MoneyFormat.format(
                Math.abs(quote.cents()), quote.currency(), messages().language());
        if (quote.cents() > 0) {
            return messages().text("billing.switch.cost", amount);
        }
        return quote.cents() < 0
                ? messages().text("billing.switch.credit", amount)
                : messages().text("billing.switch.nothing");
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private CurrentPlan offer(String code) {
        return plans.findPlan(code).filter(CurrentPlan::isForSale).orElseThrow(NotFoundException::new);
    }

    /** Redirects by a page, because the content security policy allows a form to lead to this site only. */
    private static Response redirectByPage(URI page) {
        return Response.ok(View.of("leaving", Map.of("page", page.toString())))
                .header("Refresh", "0;url=" + page)
                .build();
    }

    private static Response redirect(String done) {
        return Response.seeOther(done.isEmpty() ? PAGE : URI.create("/billing?done=" + done))
                .build();
    }
}
