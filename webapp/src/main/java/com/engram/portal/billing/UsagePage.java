package com.engram.portal.billing;

import com.engram.analysis.reports.UsageHistory;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.tenancy.Scope;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.ChartView;
import com.engram.web.pages.DailyUsageChart;
import com.engram.web.pages.UtcTimes;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Usage of the plan: this period, by day, member and project, and earlier periods. Also as CSV. */
@Path("/settings/usage")
@RequestScoped
@RolesAllowed(Permission.READ)
public class UsagePage {

    private static final int MONTHS_EXPORTED = 12;

    @Inject
    private CreditAllowance allowance;

    @Inject
    private Plans plans;

    @Inject
    private UsageHistory usageHistory;

    @Inject
    private Clock clock;

    @Context
    private HttpServletRequest request;

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show() {
        Usage usage = allowance.usage();
        List<UsageHistory.UsageCounts> members = usageHistory.listMembers(Scope.getTenant(), usage.from(), usage.to());
        List<UsageHistory.UsageCounts> projects =
                usageHistory.listProjects(Scope.getTenant(), usage.from(), usage.to()).stream()
                        .map(UsageHistory.ProjectUsage::counts)
                        .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("usage", usage);
        model.put("plan", plans.getCurrent());
        model.put(
                "days",
                DailyUsageChart.chart(usageHistory.listDays(Scope.getTenant(), usage.from(), usage.to()), messages()));
        model.put("members", members);
        model.put("memberChart", chart("members", "usage.chart.members", "usage.chart.member", members));
        model.put("projects", projects);
        model.put("projectChart", chart("projects", "usage.chart.projects", "common.project", projects));
        model.put("periods", byPeriod(allowance.listPeriods()));
        return View.of("usage", model);
    }

    /** The last twelve months: a row for each day, member and project. */
    @GET
    @Path("usage.csv")
    @Produces("text/csv")
    public Response csv(@QueryParam("format") @DefaultValue("") String format) throws IOException {
        LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.Table table = Csv.table(
                out, CsvFormat.of(format), "day", "member", "project", "charged", "free", "rejected", "failed");
        for (UsageHistory.DailyMemberUsage line :
                usageHistory.listDaysOfMembers(Scope.getTenant(), tomorrow.minusMonths(MONTHS_EXPORTED), tomorrow)) {
            UsageHistory.UsageCounts share = line.project();
            table.row(
                    line.day(),
                    line.member(),
                    share.name(),
                    share.charged(),
                    share.free(),
                    share.rejected(),
                    share.failed());
        }
        table.end();
        return Csv.download(out.toByteArray(), "engram-usage.csv");
    }

    private ChartView chart(String id, String title, String across, List<UsageHistory.UsageCounts> shares) {
        return new ChartView(
                id,
                messages().text(title),
                "bar",
                new ChartView.Axes(messages().text(across), messages().text("common.images")),
                DailyUsageChart.byResult(messages()),
                shares.stream()
                        .map(share -> new ChartView.Row(
                                share.name(), List.of(share.charged(), share.free(), share.rejected(), share.failed())))
                        .toList());
    }

    private ChartView byPeriod(List<Usage> periods) {
        UtcTimes times = new UtcTimes(messages().language());
        return new ChartView(
                "periods",
                messages().text("usage.chart.periods"),
                "bar",
                new ChartView.Axes(
                        messages().text("usage.chart.period"), messages().text("common.images")),
                List.of(new ChartView.Series(messages().text("usage.used"), "brand")),
                periods.stream()
                        .map(period -> new ChartView.Row(
                                messages().text("usage.chart.from", times.day(period.from())), List.of(period.used())))
                        .toList());
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }
}
