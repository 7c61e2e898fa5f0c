package com.engram.admin.tenants;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.costs.MarginChart;
import com.engram.admin.costs.MarginReport;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.ServedModel;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.analysis.reports.UsageHistory;
import com.engram.audit.AuditLog;
import com.engram.billing.subscriptions.ChangeTenant;
import com.engram.people.Permission;
import com.engram.people.members.OpenTenant;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plans;
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
import com.engram.web.paging.Page;
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
import org.jspecify.annotations.Nullable;

/** Tenants: searches, opens and changes them, grants credits, and views the portal as a tenant. */
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

    @Inject
    private ShowOnce showOnce;

    @Inject
    private TenantDirectory directory;

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
            @QueryParam("search") @DefaultValue("") String search, @QueryParam("cursor") @Nullable String cursor) {
        return listed(search, cursor, Map.of());
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
                            "",
                            null,
                            Map.of(
                                    "fault",
                                    RequestLanguage.messages(request)
                                            .text(refused.refusal().message()),
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

    private View listed(String search, @Nullable String cursor, Map<String, ?> more) {
        Page<TenantDirectory.Entry> page =
                Page.load(PAGE_SIZE, size -> directory.list(search, TenantDirectory.Position.parse(cursor), size));
        Map<String, Object> model = new HashMap<>();
        model.put("tenants", page.map(TenantRow::of).items());
        model.put("search", search);
        model.put("next", page.nextCursor(tenant -> tenant.position().toCursor()));
        model.put(
                "offers",
                plans.listPlans().stream().filter(offer -> !offer.isArchived()).toList());
        model.put("opened", showOnce.take(request, response, PAGE).map(OpenedTenant::parse));
        model.put("fault", "");
        model.put("fields", Map.of("name", "", "ownerEmail", "", "plan", "free"));
        model.putAll(more);
        return layout.view("admin/tenants", model);
    }

    @GET
    @Path("{id}")
    public View show(@PathParam("id") String id, @QueryParam("done") @DefaultValue("") String done) {
        return page(getTenant(id), done, "");
    }

    @POST
    @Path("{id}/plan")
    @RolesAllowed(Permission.BILL)
    public Response assign(@PathParam("id") String id, @FormParam("plan") @DefaultValue("") String plan) {
        TenantDirectory.Entry tenant = getTenant(id);
        return changeTenant
                .change(new TenantId(tenant.id()), Optional.of(plan), Optional.empty())
                .map(refusal ->
                        refused(tenant, RequestLanguage.messages(request).text(refusal.message())))
                .orElseGet(() -> done(id, "plan"));
    }

    @POST
    @Path("{id}/suspend")
    @RolesAllowed(Permission.ADMINISTER)
    public Response suspend(@PathParam("id") String id, @FormParam("suspended") @DefaultValue("") String suspended) {
        boolean suspend = suspended.equals("true");
        changeTenant.change(new TenantId(getTenant(id).id()), Optional.empty(), Optional.of(suspend));
        return done(id, suspend ? "suspended" : "resumed");
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

    @POST
    @Path("{id}/rescoring")
    @RolesAllowed(Permission.SUPPORT)
    public Response rescore(@PathParam("id") String id) {
        rescoreLibrary.request(new TenantId(getTenant(id).id()));
        return done(id, "rescoring");
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

    private View page(TenantDirectory.Entry tenant, String done, String fault) {
        TenantId id = new TenantId(tenant.id());
        Map<String, Object> model = new HashMap<>();
        model.put("tenant", TenantRow.of(tenant));
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
        return Response.status(422).entity(page(tenant, "", fault)).build();
    }

    private static Response done(String id, String message) {
        return Response.seeOther(URI.create("/admin/tenants/" + id + "?done=" + message))
                .build();
    }
}
