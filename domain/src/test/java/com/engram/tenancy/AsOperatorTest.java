package com.engram.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.engram.analysis.queue.AnalysisQueue;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import org.junit.jupiter.api.Test;

/** Use cases that are marked {@code @AsOperator} see all tenants, and no tenant reaches them. */
@DomainTest
class AsOperatorTest {

    private final AnalysisQueue queue;
    private final TestTenants tenants;
    private final TestImages images;

    AsOperatorTest(AnalysisQueue queue, TestTenants tenants, TestImages images) {
        this.queue = queue;
        this.tenants = tenants;
        this.images = images;
    }

    @Test
    void a_thread_without_a_scope_enters_the_operators_for_the_call() {
        images.queue(tenants.open("free"));
        images.queue(tenants.open("free"));

        assertThat(queue.depth().waiting()).isEqualTo(2);
        assertThat(Scope.isOperator()).isFalse();
    }

    @Test
    void a_thread_in_the_operators_scope_stays_in_it() {
        assertThat(tenants.callAsOperator(() -> {
                    queue.depth();
                    return Scope.isOperator();
                }))
                .isTrue();
    }

    @Test
    void a_thread_that_works_for_a_tenant_is_refused() {
        TenantId tenant = tenants.open("free");

        assertThatIllegalStateException()
                .isThrownBy(() -> tenants.call(tenant, queue::depth))
                .withMessageContaining("works for a tenant");
    }
}
