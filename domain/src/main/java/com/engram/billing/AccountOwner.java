package com.engram.billing;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Who is written to about money. */
@ApplicationScoped
@Transactional
public class AccountOwner {

    private final EntityManager entities;

    @Inject
    AccountOwner(EntityManager entities) {
        this.entities = entities;
    }

    /** The owner's address; empty while nobody has accepted the invitation. */
    @SuppressWarnings("unchecked")
    public Optional<String> findEmail(TenantId tenant) {
        return entities.createNativeQuery("""
                        select p.email from membership m join person p on p.id = m.person_id
                        where m.tenant_id = :tenant and m.role = 'owner' order by m.created_at limit 1
                        """, String.class)
                .setParameter("tenant", tenant.value())
                .getResultStream()
                .findFirst();
    }
}
