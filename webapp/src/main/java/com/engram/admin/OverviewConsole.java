package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.analysis.BackendBoard;
import com.engram.people.Permission;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Engram stands at a glance. What changes by the second looks again by itself; money does not. */
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
    private AnalysisQueue queue;

    @Inject
    private BackendBoard board;

    @Inject
    private Attention attention;

    @Inject
    private MarginReport margins;

    @Inject
    private TenantDirectory directory;

    @Inject
    private Frame frame;

    @Inject
    private Clock clock;

    @GET
    public View show() {
        Map<String, Object> model = live();
        YearMonth now = YearMonth.now(clock);
        List<MarginReport.Line> months = margins.listMonths(now.minusMonths(CostsConsole.MONTHS - 1), now);
        model.put("currency", margins.currency());
        model.put(
                "month",
                MonthSum.of(
                        months.stream().filter(line -> line.month().equals(now)).toList()));
        model.put("months", CostsConsole.chart("months", months, now, margins.currency()));
        model.put("revenue", report.revenue());
        model.put(
                "busiest",
                directory.listBusiest(BUSIEST).stream().map(TenantRow::of).toList());
        return frame.view("admin/overview", model);
    }

    @GET
    @Path("live")
    public View look() {
        return frame.view("admin/overview-live", live());
    }

    private Map<String, Object> live() {
        OperationsReport.Accounts accounts = report.accounts();
        OperationsReport.Ended ended = report.ended();
        AnalysisQueue.QueueDepth depth = queue.depth();
        List<BackendRow> backends = BackendRow.of(board.list());
        Map<String, Object> model = new HashMap<>();
        model.put("accounts", accounts);
        model.put("ended", ended);
        model.put("depth", depth);
        model.put("oldest", QueueConsole.said(depth.oldest()));
        model.put("backends", backends);
        model.put("concerns", attention.list(accounts, depth, backends, ended));
        model.put("throughput", Throughput.hours(report.listHours(HOURS)));
        return model;
    }
}
