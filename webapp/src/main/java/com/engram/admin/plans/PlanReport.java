package com.engram.admin.plans;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.stream.Collectors;

/** How plans are used. Read-only. */
@AsOperator
@ApplicationScoped
@Transactional
class PlanReport {

    @Inject
    private Database database;

    private record PlanTenants(String plan, long tenants) {}

    /** The number of tenants by the code of their plan; plans without tenants are missing. */
    Map<String, Long> countTenantsByPlan() {
        return database
                .sql("select plan_code as plan, count(*) as tenants from tenant group by plan_code")
                .list(PlanTenants.class)
                .stream()
                .collect(Collectors.toMap(PlanTenants::plan, PlanTenants::tenants));
    }
}
