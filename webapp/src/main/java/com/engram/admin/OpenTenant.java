package com.engram.admin;

import com.engram.people.ApiKeys;
import com.engram.people.Permission;
import com.engram.people.SignUp;
import com.engram.tenancy.Tenant;
import com.engram.tenancy.TenantId;
import com.engram.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Set;

/** Opens an account on the operator's word, with a first key; in the scope of the account that is to be. */
@ApplicationScoped
class OpenTenant {

    @Inject
    private Tenants tenants;

    @Inject
    private ApiKeys keys;

    @Inject
    private Clock clock;

    static TenantId newTenant() {
        return SignUp.newTenant();
    }

    @Transactional
    ApiKeys.Issued open(TenantId id, String name, String plan) {
        tenants.open(new Tenant(id, name, plan, clock.instant()));
        return keys.issue("First key", Set.of(Permission.READ, Permission.WRITE, Permission.MANAGE));
    }
}
