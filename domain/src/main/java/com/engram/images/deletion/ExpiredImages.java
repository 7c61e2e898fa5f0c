package com.engram.images.deletion;

import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Pictures whose time is up, over all tenants. In the operator's scope; each call is a transaction of its own. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class ExpiredImages {

    private final EntityManager entities;
    private final DeleteImageRows forget;

    @Inject
    ExpiredImages(EntityManager entities, DeleteImageRows forget) {
        this.entities = entities;
        this.forget = forget;
    }

    /**
     * A page of pictures that their tenants' plans keep no longer, in the order of ids from behind the given one on. Who
     * has come to a plan within a month keeps everything until that is over.
     */
    @SuppressWarnings("unchecked")
    public List<UUID> listExpired(UUID after, int most) {
        return entities.createNativeQuery("""
                        select i.id from image i join tenant t on t.id = i.tenant_id
                          join plan_version p on p.plan_code = t.plan_code and p.version = t.plan_version
                        where i.id > :after and i.created_at < now() - make_interval(days => p.retention_days)
                          and (t.plan_changed_at is null or t.plan_changed_at < now() - interval '30 days')
                        order by i.id limit :most
                        """, UUID.class)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList();
    }

    /** A page of pictures whose bytes were announced an hour ago or earlier and never asked for: the client vanished. */
    @SuppressWarnings("unchecked")
    public List<UUID> listVanished(int most) {
        return entities.createNativeQuery("""
                        select id from image where state = 'AWAITING_UPLOAD' and created_at < now() - interval '1 hour'
                        order by created_at limit :most
                        """, UUID.class)
                .setParameter("most", most)
                .getResultList();
    }

    /** A page of pictures that visitors tried in the account of the try-it box longer ago than that. */
    @SuppressWarnings("unchecked")
    public List<UUID> listTried(Duration kept, int most) {
        return entities.createNativeQuery("""
                        select id from image where tenant_id = :box and created_at < now() - make_interval(secs => :kept)
                        order by created_at limit :most
                        """, UUID.class)
                .setParameter("box", TenantId.TRY_IT.value())
                .setParameter("kept", (double) kept.toSeconds())
                .setParameter("most", most)
                .getResultList();
    }

    /** Forgets pictures; their objects are purged later. */
    public void forget(Collection<UUID> images) {
        forget.forget(images);
    }
}
