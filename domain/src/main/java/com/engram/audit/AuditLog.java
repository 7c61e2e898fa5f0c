package com.engram.audit;

import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.type.StandardBasicTypes;
import org.jspecify.annotations.Nullable;

/** Adds lines to the audit log, in the caller's transaction: what is rolled back was not done. */
@ApplicationScoped
@Transactional
public class AuditLog {

    private static final int LONGEST_SUBJECT = 300;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    AuditLog(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Tells what the current {@link Actor} did in the entered tenant.
     *
     * @param action what, as {@code thing.verb}: {@code member.invited}
     * @param subject to what, for people to read; no secrets
     */
    public void record(String action, String subject) {
        record(Scope.tenant().map(TenantId::value).orElse(null), Actor.current(), action, subject);
    }

    /** The same of somebody else than the thread's actor. */
    public void record(Actor actor, String action, String subject) {
        record(Scope.tenant().map(TenantId::value).orElse(null), actor, action, subject);
    }

    /** Tells, in the operator's scope, what the current actor did to a tenant. */
    public void recordOf(TenantId tenant, String action, String subject) {
        record(tenant.value(), Actor.current(), action, subject);
    }

    private void record(@Nullable UUID tenant, Actor actor, String action, String subject) {
        entities.createNativeQuery("""
                        insert into audit_event (id, tenant_id, occurred_at, actor_kind, actor_id, actor, action, subject, ip_address)
                        values (:id, :tenant, :at, :kind, :actor, coalesce(
                            (select email from person where id = :actor), (select name from api_key where id = :actor), :kind),
                          :action, :subject, :address)
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .unwrap(org.hibernate.query.NativeQuery.class)
                .setParameter("tenant", tenant, StandardBasicTypes.UUID)
                .setParameter("at", clock.instant())
                .setParameter("kind", actor.kind().name().toLowerCase(Locale.ROOT))
                .setParameter("actor", actor.id(), StandardBasicTypes.UUID)
                .setParameter("action", action)
                .setParameter("subject", subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)))
                .setParameter("address", actor.address())
                .executeUpdate();
    }
}
