package com.engram.billing;

import com.engram.database.Database;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The subscriptions that the scope sees: a tenant's own, or all for the operator. */
@ApplicationScoped
@Transactional
public class Subscriptions {

    private final EntityManager entities;
    private final Database database;
    private final Clock clock;

    @Inject
    Subscriptions(EntityManager entities, Database database, Clock clock) {
        this.entities = entities;
        this.database = database;
        this.clock = clock;
    }

    /** The current tenant's subscription; empty if it has never had one. */
    public Optional<Subscription> findCurrent() {
        return findByTenant(Scope.getTenant());
    }

    public Optional<Subscription> findByTenant(TenantId tenant) {
        return entities.createQuery("from Subscription where tenantId = :tenant", Subscription.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .findFirst();
    }

    /** Whether the payment processor has a subscription of the tenant that has not ended. */
    public boolean isOnline(TenantId tenant) {
        return findByTenant(tenant).filter(found -> found.state().isOnline()).isPresent();
    }

    /** The tenants that {@linkplain #isOnline pay online}. */
    @AsOperator
    public List<TenantId> listOnlineTenants() {
        return database.sql("select tenant_id from subscription where state = any(:states) order by tenant_id")
                .bind("states", SubscriptionState.online())
                .list(TenantId.class);
    }

    /** The tenant that is a certain customer of the payment processor. Needs no scope. */
    public Optional<TenantId> findTenantOfCustomer(String customerId) {
        return database.sql(
                        "select tenant_id from find_tenant_of_customer(:customer) as found (tenant_id) where tenant_id"
                                + " is not null")
                .bind("customer", customerId)
                .find(TenantId.class);
    }

    /** The tenant's subscription, locked until the transaction ends. Creates a manual one if there is none. */
    public Subscription lockOrCreate(TenantId tenant) {
        database.sql("""
            insert into subscription (id, tenant_id, state, changed_at)
            values (:id, :tenant, :state, :now) on conflict do nothing
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", tenant)
                .bind("state", SubscriptionState.MANUAL)
                .bind("now", clock.instant())
                .update();
        Subscription found = findByTenant(tenant).orElseThrow();
        entities.refresh(found, LockModeType.PESSIMISTIC_WRITE);
        return found;
    }
}
