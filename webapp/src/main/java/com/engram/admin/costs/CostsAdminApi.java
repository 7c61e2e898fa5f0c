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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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

    @Inject
    @ConfigProperty(name = "engram.cost.currency", defaultValue = "EUR")
    private String currency;

    /**
     * What a backend did for a tenant in the month: tasks, their total milliseconds, and the estimated cost, of which
     * {@code storageCost} is the object store's. {@code requests} are all calls, {@code withoutResult} those of them that failed
     * or rejected the image; both are paid.
     *
     * @param backend the name of the backend
     * @param task {@code score} or {@code heatmap}
     * @param tasks how many tasks were done
     * @param millis their total milliseconds
     * @param cost the estimated cost
     * @param requests all calls of the backend
     * @param withoutResult calls that failed or rejected the image
     * @param billedMillis the milliseconds that the provider bills
     * @param gigabyteSeconds memory by time, in gigabyte seconds
     * @param storageWrites writes to the object store
     * @param storageReads reads from the object store
     * @param transferredBytes bytes that left the object store
     * @param storageCost the part of the cost that is the object store's
     */
    public record CostJson(
            String tenantId,
            String backend,
            String task,
            long tasks,
            long millis,
            BigDecimal cost,
            long requests,
            long withoutResult,
            long billedMillis,
            BigDecimal gigabyteSeconds,
            long storageWrites,
            long storageReads,
            long transferredBytes,
            BigDecimal storageCost) {

        static CostJson of(ScoringCosts.CostLine line) {
            return new CostJson(
                    PublicId.TENANT.of(line.tenant()),
                    line.backend(),
                    line.task().name().toLowerCase(Locale.ROOT),
                    line.tasks(),
                    line.millis(),
                    line.cost(),
                    line.use().requests(),
                    line.use().withoutResult(),
                    line.use().billedMillis(),
                    line.use().gigabyteSeconds(),
                    line.use().storageWrites(),
                    line.use().storageReads(),
                    line.use().transferredBytes(),
                    line.use().storageCost());
        }
    }

    /**
     * The instances of a backend that is paid by time: their cost, and the part of it that no call used.
     *
     * @param backend the name of the backend
     * @param seconds how long the instances ran
     * @param cost what they cost
     * @param shared the part of the cost that calls used
     * @param idle the part of the cost that no call used
     */
    public record InstanceJson(
            String backend, BigDecimal seconds, BigDecimal cost, BigDecimal shared, BigDecimal idle) {

        static InstanceJson of(ScoringCosts.InstanceTime time) {
            return new InstanceJson(time.backend(), time.seconds(), time.cost(), time.shared(), time.idle());
        }
    }

    /**
     * Scoring costs, highest first, in the ledger's currency.
     *
     * @param month the month
     * @param data the costs, the highest first
     * @param instances the instances that are paid by time
     */
    public record CostList(String month, String currency, List<CostJson> data, List<InstanceJson> instances) {}

    @GET
    @Operation(summary = "Read what scoring cost in a month, by tenant, backend and task")
    @APIResponseSchema(CostList.class)
    public Response costs(@QueryParam("month") @Nullable String month) {
        try {
            YearMonth wanted = month == null ? YearMonth.now(clock) : YearMonth.parse(month);
            return Response.ok(new CostList(
                            wanted.toString(),
                            currency,
                            costs.listMonth(wanted).stream().map(CostJson::of).toList(),
                            costs.listInstanceTime(wanted).stream()
                                    .map(InstanceJson::of)
                                    .toList()))
                    .build();
        } catch (DateTimeException e) {
            return ProblemResponses.invalidParameter("month", "month must be a year and a month, such as 2026-11.");
        }
    }
}
