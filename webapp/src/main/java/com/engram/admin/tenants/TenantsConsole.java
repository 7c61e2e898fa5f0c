package com.engram.admin.tenants;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.TypedConfirmation;
import com.engram.admin.costs.MarginChart;
import com.engram.admin.costs.MarginReport;
import com.engram.admin.plans.MoneyEffect;
import com.engram.admin.plans.TermDifferences;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.analysis.reports.UsageHistory;
import com.engram.analysis.scorers.ServedModel;
import com.engram.audit.AuditLog;
import com.engram.billing.subscriptions.ChangeTenant;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.people.members.OpenTenant;
import com.engram.people.operators.SavedFilters;
import com.engram.people.operators.TenantFilter;
import com.engram.people.operators.TenantHealth;
import com.engram.people.operators.TenantHealth.Health;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.PreviewPlanChange;
import com.engram.plans.usage.GrantCredits;
import com.engram.refusals.Refusal;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.cookies.ViewAsTenant;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.ChartView;
import com.engram.web.pages.DailyUsageChart;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tenants: lists how they are doing, opens and changes them, grants credits, and views the portal as a tenant. */
@Path("/admin/tenants")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class TenantsConsole {

    private static final String PAGE = "/admin/tenants";
    private static final int PAGE_SIZE = 50;
    private static final int DAYS = 30;
    private static final int MAX_REASON_LENGTH = 200;

    /**
     * A tenant that was just opened.
     *
     * @param inviteUrl the link for its owner; empty for a tenant without people
     */
    public record OpenedTenant(String name, String key, String inviteUrl) {

        static OpenedTenant parse(String text) {
            String[] lines = text.split("\n", -1);
            return new OpenedTenant(lines[0], lines[1], lines[2]);
        }
    }

    /** A filter that the operator has saved. */
    public record SavedFilterView(String id, String name, String href, boolean isCurrent) {}

    @Inject
    private ShowOnce showOnce;

    @Inject
    private TenantDirectory directory;

    @Inject
    private TenantHealth health;

    @Inject
    private SavedFilters savedFilters;

    @Inject
    private PreviewPlanChange previewPlanChange;

    @Inject
    private OpenTenant openTenant;

    @Inject
    private ChangeTenant changeTenant;

    @Inject
    private GrantCredits grantCredits;

    @Inject
    private Plans plans;

    @Inject
    private TenantBilling tenantBilling;

    @Inject
    private UsageHistory usageHistory;

    @Inject
    private TenantDetails details;

    @Inject
    private MarginReport margins;

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private RescoreLibrary rescoreLibrary;

    @Inject
    private Backends backends;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Inject
    private AuditLog audit;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("plan") @DefaultValue("") String plan,
            @QueryParam("sort") @DefaultValue("") String sort,
            @QueryParam("page") @DefaultValue("") String page) {
        return listed(TenantList.parse(search, state, plan, sort, page), Map.of());
    }

    /** Saves the filter of a list under a name, for this operator. */
    @POST
    @Path("filters")
    public Response saveFilter(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("search") @DefaultValue("") String search,
            @FormParam("state") @DefaultValue("") String state,
            @FormParam("plan") @DefaultValue("") String plan,
            @FormParam("sort") @DefaultValue("") String sort) {
        TenantList list = TenantList.parse(search, state, plan, sort, "");
        return savedFilters
                .save(self(), name, list.query())
                .map(refusal -> Response.status(422)
                        .entity(listed(
                                list,
                                Map.of(
                                        "fault",
                                        RequestLanguage.messages(request).text(refusal.message()))))
                        .build())
                .orElseGet(() -> Response.seeOther(URI.create(TenantList.href(list.query())))
                        .build());
    }

    @POST
    @Path("filters/{filter}/delete")
    public Response deleteFilter(@PathParam("filter") String filter) {
        if (PublicId.FILTER
                .parse(filter)
                .filter(id -> savedFilters.delete(self(), id))
                .isEmpty()) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create(PAGE)).build();
    }

    private UUID self() {
        return CurrentCaller.getCaller(request).id();
    }

    /** Opens a tenant; only the page after this response shows its first API key and the owner's invitation link. */
    @POST
    @RolesAllowed(Permission.BILL)
    public Response open(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("ownerEmail") @DefaultValue("") String ownerEmail,
            @FormParam("plan") @DefaultValue("") String plan) {
        OpenTenant.Result result = openTenant.open(name, Optional.of(ownerEmail), plan);
        if (result instanceof OpenTenant.Refused refused) {
            Map<String, String> fields = Map.of("name", name, "ownerEmail", ownerEmail, "plan", plan);
            return Response.status(422)
                    .entity(listed(
                            new TenantList(TenantFilter.ALL, 0, 0),
                            Map.of(
                                    "fault",
                                    RequestLanguage.messages(request)
                                            .text(refused.refusal().message()),
                                    "opening",
                                    true,
                                    "fields",
                                    fields)))
                    .build();
        }
        OpenTenant.Opened opened = (OpenTenant.Opened) result;
        showOnce.keep(
                request,
                response,
                PAGE,
                String.join(
                        "\n",
                        name.strip(),
                        opened.firstKey().secret(),
                        opened.inviteUrl().orElse("")));
        return Response.seeOther(URI.create(PAGE)).build();
    }

    private View listed(TenantList list, Map<String, ?> more) {
        List<Health> tenants = health.list(
                list.filter(), PublicId.TENANT.parse(list.filter().search()), list.page() * PAGE_SIZE, PAGE_SIZE);
        long matches = tenants.isEmpty() ? 0 : tenants.get(0).matches();
        String query = list.query();
        Map<String, Object> model = new HashMap<>();
        model.put("tenants", tenants.stream().map(TenantHealthRow::of).toList());
        model.put("list", list.of((int) ((matches + PAGE_SIZE - 1) / PAGE_SIZE)));
        model.put("matches", matches);
        model.put(
                "saved",
                savedFilters.listFilters(self()).stream()
                        .map(filter -> new SavedFilterView(
                                PublicId.FILTER.of(filter.id()),
                                filter.name(),
                                TenantList.href(filter.query()),
                                filter.query().equals(query)))
                        .toList());
        model.put("plans", plans.listPlans());
        model.put(
                "offers",
                plans.listPlans().stream().filter(offer -> !offer.isArchived()).toList());
        model.put("opened", showOnce.take(request, response, PAGE).map(OpenedTenant::parse));
        model.put("fault", "");
        model.put("opening", false);
        model.put("fields", Map.of("name", "", "ownerEmail", "", "plan", "free"));
        model.putAll(more);
        return layout.view("admin/tenants", model);
    }

    @GET
    @Path("{id}")
    public View show(
            @PathParam("id") String id,
            @QueryParam("done") @DefaultValue("") String done,
            @QueryParam("invoice") @DefaultValue("") String invoice) {
        return page(getTenant(id), done, invoice, "");
    }

    /** Shows what another plan means for the tenant, before it is assigned. */
    @GET
    @Path("{id}/plan")
    @RolesAllowed(Permission.BILL)
    public View previewPlan(@PathParam("id") String id, @QueryParam("plan") @DefaultValue("") String plan) {
        return previewPlan(getTenant(id), plans.findPlan(plan).orElseThrow(NotFoundException::new), "");
    }

    /** Assigns a plan. If the tenant loses something, its name must have been typed to confirm it. */
    @POST
    @Path("{id}/plan")
    @RolesAllowed(Permission.BILL)
    public Response assign(
            @PathParam("id") String id,
            @FormParam("plan") @DefaultValue("") String plan,
            @FormParam("confirm") @DefaultValue("") String typed) {
        TenantDirectory.Entry tenant = getTenant(id);
        TenantId tenantId = new TenantId(tenant.id());
        Optional<CurrentPlan> next = plans.findPlan(plan);
        if (next.isPresent() && effect(tenantId, next.get()).isHarmful()) {
            Optional<Message> unconfirmed = TypedConfirmation.findProblem(typed, tenant.name());
            if (unconfirmed.isPresent()) {
                String fault = RequestLanguage.messages(request).text(unconfirmed.get());
                return Response.status(422)
                        .entity(previewPlan(tenant, next.get(), fault))
                        .build();
            }
        }
        return changeTenant
                .change(tenantId, Optional.of(plan), Optional.empty())
                .map(refusal ->
                        refused(tenant, RequestLanguage.messages(request).text(refusal.message())))
                .orElseGet(() -> done(id, "plan"));
    }

    private View previewPlan(TenantDirectory.Entry tenant, CurrentPlan next, String fault) {
        TenantId id = new TenantId(tenant.id());
        Plan current = plans.getPlanOf(id);
        Map<String, Object> model = new HashMap<>();
        model.put("tenant", TenantRow.of(tenant));
        model.put("current", current);
        model.put("next", next);
        model.put(
                "changes", TermDifferences.listTerms(current.terms(), next.terms(), RequestLanguage.messages(request)));
        model.put("effect", effect(id, next));
        model.put("fault", fault);
        return layout.view("admin/tenant-plan", model);
    }

    private MoneyEffect effect(TenantId tenant, CurrentPlan next) {
        return MoneyEffect.of(List.of(previewPlanChange.ofTenant(tenant, next.terms())), RequestLanguage.of(request));
    }

    /** Suspends a tenant whose name was typed to confirm it, or reinstates it. */
    @POST
    @Path("{id}/suspend")
    @RolesAllowed(Permission.ADMINISTER)
    public Response suspend(
            @PathParam("id") String id,
            @FormParam("suspended") @DefaultValue("") String suspended,
            @FormParam("confirm") @DefaultValue("") String typed) {
        boolean suspend = suspended.equals("true");
        TenantDirectory.Entry tenant = getTenant(id);
        Optional<Message> unconfirmed =
                suspend ? TypedConfirmation.findProblem(typed, tenant.name()) : Optional.empty();
        return unconfirmed
                .map(why -> refused(tenant, RequestLanguage.messages(request).text(why)))
                .orElseGet(() -> {
                    changeTenant.change(new TenantId(tenant.id()), Optional.empty(), Optional.of(suspend));
                    return done(id, suspend ? "suspended" : "resumed");
                });
    }

    @POST
    @Path("{id}/credits")
    @RolesAllowed({Permission.SUPPORT, Permission.BILL})
    public Response grant(
            @PathParam("id") String id,
            @FormParam("credits") @DefaultValue("") String credits,
            @FormParam("reason") @DefaultValue("") String reason) {
        TenantDirectory.Entry tenant = getTenant(id);
        int images = credits.matches("\\d{1,7}") ? Integer.parseInt(credits) : 0;
        Optional<Refusal> refusal = GrantCredits.findRefusal(images, reason.strip());
        if (refusal.isPresent()) {
            return refused(
                    tenant, RequestLanguage.messages(request).text(refusal.get().message()));
        }
        grantCredits.grant(
                new TenantId(tenant.id()),
                images,
                reason.strip(),
                CurrentCaller.getCaller(request).id());
        return done(id, "granted");
    }

    @POST
    @Path("{id}/model")
    @RolesAllowed(Permission.SUPPORT)
    public Response pin(@PathParam("id") String id, @FormParam("model") @DefaultValue("") String model) {
        TenantDirectory.Entry tenant = getTenant(id);
        if (!chooseModel.pin(new TenantId(tenant.id()), Optional.of(model).filter(name -> !name.isEmpty()))) {
            return refused(tenant, RequestLanguage.messages(request).text("console.model.unknown", model));
        }
        return done(id, "model");
    }

    /** Scores the tenant's library again, if its name was typed to confirm it. */
    @POST
    @Path("{id}/rescoring")
    @RolesAllowed(Permission.SUPPORT)
    public Response rescore(@PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String typed) {
        TenantDirectory.Entry tenant = getTenant(id);
        return TypedConfirmation.findProblem(typed, tenant.name())
                .map(why -> refused(tenant, RequestLanguage.messages(request).text(why)))
                .orElseGet(() -> {
                    rescoreLibrary.request(new TenantId(tenant.id()));
                    return done(id, "rescoring");
                });
    }

    /** Starts a read-only view of the tenant's portal. The tenant's audit log records the reason. */
    @POST
    @Path("{id}/view")
    @RolesAllowed(Permission.SUPPORT)
    public Response viewAsTenant(@PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
        TenantDirectory.Entry tenant = getTenant(id);
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
            return refused(tenant, RequestLanguage.messages(request).text("console.account.view.reason"));
        }
        TenantId viewed = new TenantId(tenant.id());
        audit.recordOf(
                viewed, "account.viewed-as-tenant", "by an operator, read-only, for 30 minutes: " + reason.strip());
        viewAsTenant.start(request, response, CurrentCaller.getCaller(request).id(), viewed);
        return Response.seeOther(URI.create("/gallery")).build();
    }

    private TenantDirectory.Entry getTenant(String id) {
        return PublicId.TENANT.parse(id).flatMap(directory::find).orElseThrow(NotFoundException::new);
    }

    private View page(TenantDirectory.Entry tenant, String done, String invoice, String fault) {
        TenantId id = new TenantId(tenant.id());
        Map<String, Object> model = new HashMap<>();
        model.put("tenant", TenantRow.of(tenant));
        model.put("health", health.find(id).map(TenantHealthRow::of).orElseThrow(NotFoundException::new));
        model.put("undo", PublicId.INVOICE.parse(invoice).isPresent() ? invoice : "");
        model.put("planOfTenant", plans.getPlanOf(id));
        model.put(
                "current",
                plans.findPlan(tenant.plan()).map(CurrentPlan::version).orElse(tenant.planVersion()));
        model.put(
                "offers",
                plans.listPlans().stream().filter(offer -> !offer.isArchived()).toList());
        model.put("grants", grantCredits.listGrants(id));
        model.put("days", dailyUsage(id));
        model.put("pinned", chooseModel.findPinnedModel(id).orElse(""));
        model.put(
                "served",
                backends.listModels().values().stream()
                        .flatMap(List::stream)
                        .map(ServedModel::fullName)
                        .distinct()
                        .toList());
        model.put("rescoring", rescoreLibrary.findNewest(id));
        model.put("members", details.listMembers(id));
        model.put("keys", details.listKeys(id));
        model.put("planHistory", details.listPlans(id));
        YearMonth now = YearMonth.now(clock);
        List<MarginReport.TenantMonth> months = margins.listMonthsOf(id, now.minusMonths(MarginChart.MONTHS - 1), now);
        model.put(
                "months",
                MarginChart.chart("months", months, now, margins.currency(), RequestLanguage.messages(request)));
        model.put("billing", tenantBilling.of(id));
        model.put("done", done);
        model.put("fault", fault);
        return layout.view("admin/tenant", model);
    }

    private ChartView dailyUsage(TenantId tenant) {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        return DailyUsageChart.chart(
                usageHistory.listDays(tenant, tomorrow.minusDays(DAYS), tomorrow), RequestLanguage.messages(request));
    }

    private Response refused(TenantDirectory.Entry tenant, String fault) {
        return Response.status(422).entity(page(tenant, "", "", fault)).build();
    }

    private static Response done(String id, String message) {
        return Response.seeOther(URI.create("/admin/tenants/" + id + "?done=" + message))
                .build();
    }
}
