package com.engram.admin;

import com.engram.analysis.AnalysisQueue;
import com.engram.people.Permission;
import com.engram.web.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** How Engram stands at a glance. It looks again by itself. */
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

    private Map<String, Object> overview() {
        return Map.of(
                "accounts",
                report.accounts(),
                "revenue",
                report.revenue(),
                "depth",
                queue.depth(),
                "throughput",
                Throughput.chart("hours", "Analyses ended per hour, last 24 hours, UTC", report.listHours(HOURS)));
    }
}
