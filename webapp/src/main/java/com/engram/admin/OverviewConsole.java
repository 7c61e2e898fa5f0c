package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.people.Permission;
import com.engram.web.ChartView;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How Engram stands at a glance, and how its queue does. Both look again by themselves. */
@Path("/admin")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class OverviewConsole {

    private static final int HOURS = 24;

    @Inject
    private OperationsReport report;

    @Inject
    private AnalysisQueue queue;

    @Inject
    private Frame frame;

    @GET
    public View show() {
        return frame.view("admin/overview", overview());
    }

    @GET
    @Path("live")
    public View live() {
        return frame.view("admin/overview-live", overview());
    }

    @GET
    @Path("queue")
    public View queue() {
        return frame.view("admin/queue", queueModel());
    }

    @GET
    @Path("queue/live")
    public View queueLive() {
        return frame.view("admin/queue-live", queueModel());
    }

    @GET
    @Path("models")
    public View models() {
        return frame.view("admin/models", Map.of("models", report.listModels()));
    }

    private Map<String, Object> overview() {
        return Map.of(
                "accounts",
                report.accounts(),
                "revenue",
                report.revenue(),
                "depth",
                queue.depth(),
                "throughput",
                throughput());
    }

    private Map<String, Object> queueModel() {
        Map<String, Object> model = new HashMap<>();
        model.put("depth", queue.depth());
        model.put("throughput", throughput());
        model.put("failures", report.listFailures());
        return model;
    }

    private ChartView throughput() {
        return new ChartView(
                "throughput",
                "Analyses ended per hour, UTC",
                "bar",
                List.of(
                        new ChartView.Series("Done", "brand"),
                        new ChartView.Series("Rejected", "warn"),
                        new ChartView.Series("Failed", "bad")),
                report.listHours(HOURS).stream()
                        .map(hour ->
                                new ChartView.Row(hour.label(), List.of(hour.done(), hour.rejected(), hour.failed())))
                        .toList());
    }
}
