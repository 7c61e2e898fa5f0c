package com.engram.admin.operations;

import com.engram.admin.ConsoleLayout;
import com.engram.analysis.backends.BackendMode;
import com.engram.analysis.backends.BackendStatuses;
import com.engram.analysis.backends.ChangeBackendMode;
import com.engram.analysis.intake.RetryFailures;
import com.engram.analysis.queue.AnalysisQueue;
import com.engram.language.Messages;
import com.engram.people.Permission;
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
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The queue page: depth, throughput, backends with their modes, and failures with retry. It refreshes itself. */
@Path("/admin/queue")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class QueueConsole {

    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final int MAX_FAILURES = 200;

    @Inject
    private OperationsReport report;

    @Inject
    private AnalysisQueue queue;

    @Inject
    private BackendStatuses statuses;

    @Inject
    private ChangeBackendMode changeBackendMode;

    @Inject
    private RetryFailures retryFailures;

    @Inject
    private ConsoleLayout layout;

    @Context
    private HttpServletRequest request;

    @GET
    public View show(@QueryParam("done") @DefaultValue("") String done) {
        Map<String, Object> model = model();
        model.put("done", done);
        return layout.view("admin/queue", model);
    }

    @GET
    @Path("live")
    public View live() {
        return layout.view("admin/queue-live", model());
    }

    @POST
    @Path("backends/{backend}/mode")
    @RolesAllowed(Permission.ADMINISTER)
    public Response changeMode(@PathParam("backend") String backend, @FormParam("mode") @DefaultValue("") String code) {
        BackendMode mode = BackendMode.findByCode(code).orElseThrow(NotFoundException::new);
        if (!changeBackendMode.change(backend, mode)) {
            throw new NotFoundException();
        }
        return redirect(messages().text("console.jobs.state." + mode.code(), backend));
    }

    @GET
    @Path("failures")
    public View failures(@QueryParam("code") @DefaultValue("") String code) {
        return layout.view("admin/failures", Map.of("code", code, "failures", report.listFailed(code, MAX_FAILURES)));
    }

    @POST
    @Path("failures/retry")
    @RolesAllowed(Permission.SUPPORT)
    public Response retryAll(@FormParam("code") @DefaultValue("") String code) {
        return redirect(describe(retryFailures.retryAll(code)));
    }

    @POST
    @Path("failures/{id}/retry")
    @RolesAllowed(Permission.SUPPORT)
    public Response retry(@PathParam("id") String id) {
        return redirect(PublicId.ANALYSIS
                .parse(id)
                .flatMap(retryFailures::retry)
                .map(this::describe)
                .orElseThrow(NotFoundException::new));
    }

    private String describe(RetryFailures.Result result) {
        String queued = messages().text("console.jobs.requeued", result.queued());
        return result.tenantsWithoutCredits() == 0
                ? queued
                : queued + " " + messages().text("console.jobs.noCredits", result.tenantsWithoutCredits());
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private Map<String, Object> model() {
        Map<String, Object> model = new HashMap<>();
        AnalysisQueue.QueueDepth depth = queue.depth();
        model.put("depth", depth);
        model.put("oldest", Durations.format(depth.oldest()));
        model.put("minutes", ThroughputChart.minutes(report.listMinutes(MINUTES), messages()));
        model.put("hours", ThroughputChart.hours(report.listHours(HOURS), messages()));
        model.put("failures", report.listFailures());
        model.put("backends", BackendRow.of(statuses.listStatuses()));
        return model;
    }

    private static Response redirect(String message) {
        URI back =
                UriBuilder.fromPath("/admin/queue").queryParam("done", message).build();
        return Response.seeOther(back).build();
    }
}
