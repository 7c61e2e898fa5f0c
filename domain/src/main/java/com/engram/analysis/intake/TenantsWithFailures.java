package com.engram.analysis.intake;

import com.engram.analysis.AnalysisState;
import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the tenants of failed analyses. */
@AsOperator
@ApplicationScoped
@Transactional
class TenantsWithFailures {

    private final Database database;

    @Inject
    TenantsWithFailures(Database database) {
        this.database = database;
    }

    Optional<TenantId> findTenantOf(UUID analysis) {
        return database.sql("select tenant_id from analysis where id = :id")
                .bind("id", analysis)
                .find(TenantId.class);
    }

    List<TenantId> listTenantsWithFailures(String code) {
        return database.sql("select distinct tenant_id from analysis where state = :failed and problem_code = :code")
                .bind("failed", AnalysisState.FAILED)
                .bind("code", code)
                .list(TenantId.class);
    }
}
