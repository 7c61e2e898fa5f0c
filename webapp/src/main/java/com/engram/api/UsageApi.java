package com.engram.api;

import com.engram.people.Permission;
import com.engram.plans.Allowance;
import com.engram.plans.Plans;
import com.engram.plans.Usage;
import com.engram.web.PlanJson;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the plan grants and what of it is gone. */
@Path("/api/v1")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UsageApi {

    @Inject
    private Allowance allowance;

    @Inject
    private Plans plans;

    /** Images used and reserved in a period; allowance null means unlimited. */
    public record UsageJson(
            Period period, int used, int reserved, @Nullable Integer allowance) {}

    /** From the first moment up to the first moment of the next period. */
    public record Period(String from, String to) {}

    @GET
    @Path("usage")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read this period's usage")
    public UsageJson usage() {
        Usage usage = allowance.usage();
        return new UsageJson(
                new Period(
                        usage.from().atStartOfDay(ZoneOffset.UTC).toInstant().toString(),
                        usage.to().atStartOfDay(ZoneOffset.UTC).toInstant().toString()),
                usage.used(),
                usage.reserved(),
                usage.allowance().orElse(null));
    }

    @GET
    @Path("plan")
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read the plan")
    public PlanJson plan() {
        return PlanJson.of(plans.getCurrent());
    }
}
