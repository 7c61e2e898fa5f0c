package com.engram.admin.costs;

import com.engram.analysis.reports.ScoringCosts;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Scoring costs, for the operator. */
@Path("/api/v1/admin/costs")
@RequestScoped
@RolesAllowed(Permission.BILL)
@Produces(MediaType.APPLICATION_JSON)
public class CostsAdminApi {

    @Inject
    private ScoringCosts costs;

    @Inject
    private Clock clock;

    /** What a backend did for a tenant in the month: tasks, their total milliseconds, and the estimated cost. */
    public record CostJson(String tenantId, String backend, String task, long tasks, long millis, BigDecimal cost) {

        static CostJson of(ScoringCosts.CostLine line) {
            return new CostJson(
                    PublicId.TENANT.of(line.tenant()),
                    line.backend(),
                    line.task().name().toLowerCase(Locale.ROOT),
                    line.tasks(),
                    line.millis(),
                    line.cost());
        }
    }

    /** Scoring costs, highest first. */
    public record CostList(String month, List<CostJson> data) {}

    @GET
    @Operation(summary = "Read what scoring cost in a month, by tenant, backend and task")
    public Response costs(@QueryParam("month") @Nullable String month) {
        try {
            YearMonth wanted = month == null ? YearMonth.now(clock) : YearMonth.parse(month);
            return Response.ok(new CostList(
                            wanted.toString(),
                            costs.listMonth(wanted).stream().map(CostJson::of).toList()))
                    .build();
        } catch (DateTimeException e) {
            return ProblemResponses.invalidParameter("month", "month must be a year and a month, such as 2026-11.");
        }
    }
}
