package com.engram.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestTenants;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** The statements of jobs have a time limit of their own; all others have that of the data source. */
@DomainTest
class JobScopeTest {

    /** The data sources of these tests have no limit. Those of the server have one, in server.xml. */
    private static final int LIMIT_OF_THE_DATA_SOURCE = 0;

    private final EntityManager entities;
    private final InTransaction inTransaction;
    private final TenantId tenant;

    JobScopeTest(EntityManager entities, InTransaction inTransaction, TestTenants tenants) {
        this.entities = entities;
        this.inTransaction = inTransaction;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_statement_has_the_limit_of_its_data_source_and_that_of_a_job_has_minutes() {
        int ofJobs = (int) JobScope.STATEMENT_LIMIT.toMillis();
        try (Scope.Entered ignored = Scope.enter(tenant)) {
            assertThat(limitInMillis()).isEqualTo(LIMIT_OF_THE_DATA_SOURCE);
        }
        try (Scope.Entered ignored = Scope.enterOperator()) {
            assertThat(limitInMillis()).isEqualTo(LIMIT_OF_THE_DATA_SOURCE);
        }
        try (Scope.Entered ignored = JobScope.enter(tenant)) {
            assertThat(Scope.getTenant()).isEqualTo(tenant);
            assertThat(limitInMillis()).isEqualTo(ofJobs);
        }
        try (Scope.Entered ignored = JobScope.enterOperator()) {
            assertThat(Scope.isOperator()).isTrue();
            assertThat(limitInMillis()).isEqualTo(ofJobs);
            try (Scope.Entered nested = JobScope.enter(tenant)) {
                assertThat(JobScope.isEntered()).isTrue();
            }
            assertThat(JobScope.isEntered()).isTrue();
        }
        assertThat(JobScope.isEntered()).isFalse();
        assertThat(Scope.tenant()).isEmpty();
    }

    private int limitInMillis() {
        return inTransaction.call(() -> entities.unwrap(Session.class).doReturningWork(Connection::getNetworkTimeout));
    }
}
