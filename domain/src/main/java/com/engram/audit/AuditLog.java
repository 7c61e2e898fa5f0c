package com.engram.audit;

import com.engram.database.Database;
import com.engram.language.ShortenedText;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Adds entries to the audit log in the caller's transaction. If it rolls back, so do they. */
@ApplicationScoped
@Transactional
public class AuditLog {

    private static final int MAX_SUBJECT_LENGTH = 300;

    private final Database database;
    private final Clock clock;

    @Inject
    AuditLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records what the current {@link Actor} did in the scope's tenant.
     *
     * @param action {@code thing.verb}, such as {@code member.invited}
     * @param subject what was affected, for people to read; no secrets
     */
    public void record(String action, String subject) {
        record(Scope.tenant(), Actor.current(), action, subject);
    }

    /** Records what another actor than the current one did in the scope's tenant. */
    public void record(Actor actor, String action, String subject) {
        record(Scope.tenant(), actor, action, subject);
    }

    /** Records what the current actor did to a tenant. Needs the operator's scope. */
    public void recordOf(TenantId tenant, String action, String subject) {
        record(Optional.of(tenant), Actor.current(), action, subject);
    }

    private void record(Optional<TenantId> tenant, Actor actor, String action, String subject) {
        database.sql("""
            insert into audit_event
              (id, tenant_id, occurred_at, actor_kind, actor_id, actor, action, subject, ip_address)
            values (:id, :tenant, :now, :kind, :actor, coalesce(
                (select email from person where id = :actor), (select name from api_key where id = :actor), :kind),
              :action, :subject, :address)
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", tenant)
                .bind("now", clock.instant())
                .bind("kind", actor.kind().name().toLowerCase(Locale.ROOT))
                .bind("actor", Optional.ofNullable(actor.id()))
                .bind("action", action)
                .bind("subject", ShortenedText.of(subject, MAX_SUBJECT_LENGTH))
                .bind("address", actor.ipAddress())
                .update();
    }
}
