package com.engram.admin;

import com.engram.plans.ShapePlans;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/** Puts an account on another plan, suspends it or lets it in again: all of it or nothing. */
@ApplicationScoped
class ChangeTenant {

    @Inject
    private ShapePlans shapePlans;

    @Inject
    private Tenants tenants;

    @Inject
    private Clock clock;

    /** Changes what is given; the plan exists. */
    @Transactional
    void change(TenantId tenant, Optional<String> plan, Optional<Boolean> suspended) {
        plan.ifPresent(code -> shapePlans.assign(tenant, code));
        suspended.ifPresent(yes -> tenants.setSuspended(tenant, yes, clock.instant()));
    }
}
