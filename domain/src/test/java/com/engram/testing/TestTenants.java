package com.engram.testing;

import com.engram.tenancy.Scope;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** Opens accounts for tests, and runs work in their scope or the operator's. */
@ApplicationScoped
public class TestTenants {

    private final Tenants tenants;
    private final Clock clock;

    @Inject
    TestTenants(Tenants tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    /** Opens an account on a plan of the catalogue: {@code free}, {@code starter}, {@code pro} or {@code business}. */
    public TenantId open(String plan) {
        TenantId tenant = new TenantId(UUID.randomUUID());
        run(tenant, () -> tenants.open(new Tenant(tenant, "Test " + plan, plan, clock.instant())));
        return tenant;
    }

    /** Runs work for a tenant. */
    public void run(TenantId tenant, Runnable work) {
        call(tenant, () -> {
            work.run();
            return true;
        });
    }

    /** Runs work for a tenant and returns its result. */
    public <T> T call(TenantId tenant, Supplier<T> work) {
        try (Scope.Entered scope = Scope.enter(tenant)) {
            return work.get();
        }
    }

    /** Runs work in the operator's scope and returns its result. */
    public <T> T callAsOperator(Supplier<T> work) {
        try (Scope.Entered scope = Scope.enterOperator()) {
            return work.get();
        }
    }
}
