package com.engram.billing;

import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** The subscriptions that the scope sees: its own for a tenant, all for the operator. */
@ApplicationScoped
@Transactional
public class Subscriptions {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    Subscriptions(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** That of the current tenant, if it ever had one. */
    public Optional<Subscription> findCurrent() {
        return find(Scope.getTenant());
    }

    /** That of a tenant. */
    public Optional<Subscription> find(TenantId tenant) {
        return entities.createQuery("from Subscription where tenantId = :tenant", Subscription.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .findFirst();
    }

    /** Whether a tenant pays for its plan online. */
    public boolean isOnline(TenantId tenant) {
        return find(tenant).filter(found -> found.state().isOnline()).isPresent();
    }

    /** Whose customer that is; before the tenant is known. */
    public Optional<TenantId> findTenant(String customer) {
        return Optional.ofNullable(
                        (UUID) entities.createNativeQuery("select find_tenant_of_customer(:customer)", UUID.class)
                                .setParameter("customer", customer)
                                .getSingleResult())
                .map(TenantId::new);
    }

    /** That of the tenant, held until the transaction ends; a new one if there was none. */
    public Subscription take(TenantId tenant) {
        entities.createNativeQuery("""
                        insert into subscription (id, tenant_id, state, changed_at)
                        values (gen_random_uuid(), :tenant, 'MANUAL', :now) on conflict do nothing
                        """)
                .setParameter("tenant", tenant.value())
                .setParameter("now", clock.instant())
                .executeUpdate();
        Subscription found = find(tenant).orElseThrow();
        entities.refresh(found, LockModeType.PESSIMISTIC_WRITE);
        return found;
    }
}
