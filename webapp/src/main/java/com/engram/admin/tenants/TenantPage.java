package com.engram.admin.tenants;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.costs.MarginChart;
import com.engram.admin.costs.MarginReport;
import com.engram.analysis.backends.Backends;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.analysis.reports.UsageHistory;
import com.engram.analysis.scorers.ServedModel;
import com.engram.language.Message;
import com.engram.people.operators.TenantHealth;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plans;
import com.engram.plans.usage.GrantCredits;
import com.engram.tenancy.TenantId;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.ChartView;
import com.engram.web.pages.DailyUsageChart;
import com.engram.web.pages.View;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The page of a tenant, which the console shows after each change of it. */
@RequestScoped
class TenantPage {

    private static final int DAYS = 30;

    @Inject
    private TenantDirectory directory;

    @Inject
    private TenantHealth health;

    @Inject
    private TenantDetails details;

    @Inject
    private TenantBilling tenantBilling;

    @Inject
    private Plans plans;

    @Inject
    private GrantCredits grantCredits;

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private RescoreLibrary rescoreLibrary;

    @Inject
    private Backends backends;

    @Inject
    private UsageHistory usageHistory;

    @Inject
    private MarginReport margins;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private Clock clock;

    @Inject
    private HttpServletRequest request;

    /** The tenant with a public id; not found if there is none. */
    TenantDirectory.Entry getTenant(String id) {
        return PublicId.TENANT.parse(id).flatMap(directory::find).orElseThrow(NotFoundException::new);
    }

    /**
     * The page of a tenant.
     *
     * @param done what was just done, as the end of a message's key; empty for a page that is only looked at
     * @param invoice the id of an invoice whose change can be undone; empty if there is none
     * @param fault why the last request was refused; empty if it was not
     */
    View view(TenantDirectory.Entry tenant, String done, String invoice, String fault) {
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

    /** The page of a tenant after a request that was refused. */
    Response refused(TenantDirectory.Entry tenant, Message why) {
        return Response.status(422)
                .entity(view(tenant, "", "", RequestLanguage.messages(request).text(why)))
                .build();
    }

    /** Leads back to the page of a tenant, which says what was done. */
    static Response done(String id, String message) {
        return Response.seeOther(URI.create(TenantListPage.PATH + "/" + id + "?done=" + message))
                .build();
    }
}
