package com.engram.admin.overview;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.costs.MarginChart;
import com.engram.admin.costs.MarginReport;
import com.engram.admin.costs.MarginTotals;
import com.engram.admin.operations.BackendRow;
import com.engram.admin.operations.Durations;
import com.engram.admin.operations.OperationsReport;
import com.engram.admin.operations.ThroughputChart;
import com.engram.admin.tenants.TenantDirectory;
import com.engram.admin.tenants.TenantRow;
import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The console's first page. Its live part refreshes itself every few seconds; the financial figures do not. */
@Path("/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class OverviewConsole {

    private static final int HOURS = 24;
    private static final int BUSIEST = 6;

    @Inject
    private OperationsReport report;

    @Inject
    private OverviewReport overviewReport;

    @Inject
    private AnalysisQueue queue;

    @Inject
    private BackendStatuses statuses;

    @Inject
    private OperatorAlerts alerts;

    @Context
    private HttpServletRequest request;

    @Inject
    private MarginReport margins;

    @Inject
    private TenantDirectory directory;

    @Inject
    private ConsoleLayout layout;

    @Inject
    private Clock clock;

    @GET
    public View show() {
        Map<String, Object> model = liveModel();
        YearMonth now = YearMonth.now(clock);
        List<MarginReport.TenantMonth> months = margins.listMonths(now.minusMonths(MarginChart.MONTHS - 1), now);
        model.put("currency", margins.currency());
        model.put(
                "month",
                MarginTotals.of(
                        months.stream().filter(line -> line.month().equals(now)).toList()));
        model.put("months", MarginChart.chart("months", months, now, margins.currency(), messages()));
        model.put("revenue", overviewReport.listRevenue());
        model.put(
                "busiest",
                directory.listBusiest(BUSIEST).stream().map(TenantRow::of).toList());
        return layout.view("admin/overview", model);
    }

    @GET
    @Path("live")
    public View live() {
        return layout.view("admin/overview-live", liveModel());
    }

    private Map<String, Object> liveModel() {
        OverviewReport.TenantCounts tenants = overviewReport.countTenants();
        OperationsReport.FinishedCounts finished = report.countFinished();
        AnalysisQueue.QueueDepth depth = queue.depth();
        List<BackendRow> backends = BackendRow.of(statuses.listStatuses());
        Map<String, Object> model = new HashMap<>();
        model.put("tenants", tenants);
        model.put("finished", finished);
        model.put("depth", depth);
        model.put("oldest", Durations.format(depth.oldest()));
        model.put("backends", backends);
        model.put("alerts", alerts.list(tenants, depth, backends, finished, messages()));
        model.put("throughput", ThroughputChart.hours(report.listHours(HOURS), messages()));
        return model;
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }
}
