package com.engram.mail;

import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/** Writes a letter: it is posted if, and after, the caller's transaction commits. */
@ApplicationScoped
public class QueueEmail {

    private final EntityManager entities;
    private final Event<EmailsQueued> waiting;
    private final Clock clock;

    @Inject
    QueueEmail(EntityManager entities, Event<EmailsQueued> waiting, Clock clock) {
        this.entities = entities;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** Writes it on behalf of the entered tenant, or of Engram itself. */
    @Transactional
    public void write(Email letter) {
        entities.createNativeQuery("""
                        insert into outbox_email (id, tenant_id, recipient, subject, body, created_at, next_attempt_at)
                        values (:id, :tenant, :to, :subject, :body, :now, :now)
                        """)
                .setParameter("id", UuidCreator.getTimeOrderedEpoch())
                .unwrap(NativeQuery.class)
                .setParameter("tenant", Scope.tenant().map(TenantId::value).orElse(null), StandardBasicTypes.UUID)
                .setParameter("to", letter.to())
                .setParameter("subject", letter.subject())
                .setParameter("body", letter.body())
                .setParameter("now", clock.instant())
                .executeUpdate();
        waiting.fire(new EmailsQueued());
    }
}
