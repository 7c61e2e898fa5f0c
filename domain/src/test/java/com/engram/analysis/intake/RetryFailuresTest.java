package com.engram.analysis.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analyses;
import com.engram.analysis.AnalysisState;
import com.engram.audit.AuditEntries;
import com.engram.audit.AuditEntry;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestDatabase;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Retrying failures of all tenants for the operator. */
@DomainTest
class RetryFailuresTest {

    private final RetryFailures retryFailures;
    private final Analyses analyses;
    private final AuditEntries auditEntries;
    private final TestTenants tenants;
    private final TestImages images;

    RetryFailuresTest(
            RetryFailures retryFailures,
            Analyses analyses,
            AuditEntries auditEntries,
            TestTenants tenants,
            TestImages images) {
        this.retryFailures = retryFailures;
        this.analyses = analyses;
        this.auditEntries = auditEntries;
        this.tenants = tenants;
        this.images = images;
    }

    @Test
    void failures_of_all_tenants_are_queued_again_and_audited() throws SQLException {
        TenantId first = tenants.open("free");
        TenantId second = tenants.open("free");
        UUID ofFirst = images.queue(first);
        UUID ofSecond = images.queue(second);
        fail("test_fault");

        RetryFailures.Result result = tenants.callAsOperator(() -> retryFailures.retryAll("test_fault"));

        assertThat(result).isEqualTo(new RetryFailures.Result(2, 0));
        assertThat(state(first, ofFirst)).isEqualTo(AnalysisState.QUEUED);
        assertThat(state(second, ofSecond)).isEqualTo(AnalysisState.QUEUED);
        assertThat(tenants.call(first, () -> auditEntries.list(Optional.empty(), 10)))
                .extracting(AuditEntry::action)
                .contains("analyses.retried");
    }

    @Test
    void analyses_stay_failed_where_no_credits_are_left() throws SQLException {
        TenantId tenant = tenants.open("free");
        UUID analysis = images.queue(tenant);
        fail("test_fault");
        execute("update usage_period set used = 1000000, reserved = 0");

        assertThat(tenants.callAsOperator(() -> retryFailures.retryAll("test_fault")))
                .isEqualTo(new RetryFailures.Result(0, 1));
        assertThat(tenants.callAsOperator(() -> retryFailures.retry(analysis)))
                .contains(new RetryFailures.Result(0, 1));
        assertThat(state(tenant, analysis)).isEqualTo(AnalysisState.FAILED);
    }

    @Test
    void an_analysis_that_does_not_exist_or_did_not_fail_is_not_retried() {
        UUID queued = images.queue(tenants.open("free"));

        assertThat(tenants.callAsOperator(() -> retryFailures.retry(queued))).isEmpty();
        assertThat(tenants.callAsOperator(() -> retryFailures.retry(UUID.randomUUID())))
                .isEmpty();
    }

    private AnalysisState state(TenantId tenant, UUID analysis) {
        return tenants.call(
                tenant, () -> analyses.findAnalysis(analysis).orElseThrow().state());
    }

    private static void fail(String code) throws SQLException {
        execute("update analysis set state = 'FAILED', problem_code = '%s', problem_detail = 'x', finished_at = now()"
                .formatted(code));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestDatabase.asOwner();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
