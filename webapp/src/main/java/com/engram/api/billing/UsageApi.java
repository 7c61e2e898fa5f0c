package com.engram.api.billing;

import com.engram.analysis.reports.UsageHistory;
import com.engram.people.Permission;
import com.engram.plans.Plans;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.Usage;
import com.engram.plans.usage.WhatIfAllowance;
import com.engram.tenancy.Scope;
import com.engram.web.PublicId;
import com.engram.web.json.PlanJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The plan of a tenant, and how much of it is used. */
@Path("/api/v1")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsageApi {

    @Inject
    private CreditAllowance allowance;

    @Inject
    private WhatIfAllowance whatIfAllowance;

    @Inject
    private Plans plans;

    @Inject
    private UsageHistory history;

    /**
     * Images used and reserved in a period; allowance null means unlimited.
     *
     * @param period the billing period
     * @param used images that were charged in the period
     * @param reserved images that wait or are being scored
     * @param allowance images that the plan includes; null means unlimited
     */
    public record UsageJson(
            Period period, int used, int reserved, @Nullable Integer allowance, WhatIfUsageJson whatIfs) {}

    /** Variants of what-ifs used in the period; allowance null means unlimited. */
    public record WhatIfUsageJson(int used, @Nullable Integer allowance) {}

    /**
     * From the start of the period to the start of the next one.
     *
     * @param from the first moment of the period
     * @param to the first moment of the next period
     */
    public record Period(String from, String to) {}

    @GET
    @Path("usage")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read this period's usage")
    public UsageJson usage() {
        Usage usage = allowance.usage();
        WhatIfAllowance.WhatIfUsage variants = whatIfAllowance.usage();
        return new UsageJson(
                new Period(
                        usage.from().atStartOfDay(ZoneOffset.UTC).toInstant().toString(),
                        usage.to().atStartOfDay(ZoneOffset.UTC).toInstant().toString()),
                usage.used(),
                usage.reserved(),
                usage.allowance().orElse(null),
                new WhatIfUsageJson(variants.used(), variants.limit().orElse(null)));
    }

    /**
     * Analyses of a project in this period, by result; {@code projectId} is null for images without a project.
     *
     * @param charged analyses that were charged
     * @param free analyses that were done and not charged
     * @param rejected analyses of images that could not be scored
     * @param failed analyses that failed
     */
    public record ProjectUsageJson(
            @Nullable String projectId, String name, int charged, int free, int rejected, int failed) {

        static ProjectUsageJson of(UsageHistory.ProjectUsage usage) {
            UsageHistory.UsageCounts counts = usage.counts();
            return new ProjectUsageJson(
                    usage.project().map(PublicId.PROJECT::of).orElse(null),
                    counts.name(),
                    counts.charged(),
                    counts.free(),
                    counts.rejected(),
                    counts.failed());
        }
    }

    /** The projects with analyses in this period, the one with the most charged analyses first. */
    public record ProjectUsageList(
            List<ProjectUsageJson> data, @Nullable String nextCursor) {}

    @GET
    @Path("usage/projects")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read this period's usage by project")
    public ProjectUsageList projects() {
        Usage usage = allowance.usage();
        return new ProjectUsageList(
                history.listProjects(Scope.getTenant(), usage.from(), usage.to()).stream()
                        .map(ProjectUsageJson::of)
                        .toList(),
                null);
    }

    @GET
    @Path("plan")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read the plan")
    public PlanJson plan() {
        return PlanJson.of(plans.getCurrent());
    }
}
