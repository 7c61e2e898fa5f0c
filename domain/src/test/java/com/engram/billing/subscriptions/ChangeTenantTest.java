package com.engram.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changing a tenant for the operator. */
@DomainTest
class ChangeTenantTest {

    private final ChangeTenant changeTenant;
    private final Tenants allTenants;
    private final TestTenants tenants;

    ChangeTenantTest(ChangeTenant changeTenant, Tenants allTenants, TestTenants tenants) {
        this.changeTenant = changeTenant;
        this.allTenants = allTenants;
        this.tenants = tenants;
    }

    @Test
    void a_tenant_changes_its_plan_and_is_suspended() {
        TenantId tenant = tenants.open("free");

        assertThat(change(tenant, Optional.of("starter"), Optional.of(true))).isEmpty();

        assertThat(find(tenant).planCode()).isEqualTo("starter");
        assertThat(find(tenant).isSuspended()).isTrue();
        assertThat(change(tenant, Optional.empty(), Optional.of(false))).isEmpty();
        assertThat(find(tenant).isSuspended()).isFalse();
    }

    @Test
    void nothing_is_changed_if_the_plan_is_refused() {
        TenantId tenant = tenants.open("free");

        assertThat(change(tenant, Optional.of("platinum"), Optional.of(true)))
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.UNKNOWN_PLAN));

        assertThat(find(tenant).planCode()).isEqualTo("free");
        assertThat(find(tenant).isSuspended()).isFalse();
    }

    private Optional<Refusal> change(TenantId tenant, Optional<String> plan, Optional<Boolean> suspended) {
        return tenants.callAsOperator(() -> changeTenant.change(tenant, plan, suspended));
    }

    private Tenant find(TenantId tenant) {
        return tenants.callAsOperator(() -> allTenants.findTenant(tenant)).orElseThrow();
    }
}
