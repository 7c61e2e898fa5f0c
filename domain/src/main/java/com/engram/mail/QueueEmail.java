package com.engram.mail;

import com.engram.database.Database;
import com.engram.tenancy.Scope;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Queues an email in the caller's transaction. It is sent after the commit, and never if the transaction rolls back. */
@ApplicationScoped
public class QueueEmail {

    private final Database database;
    private final Event<EmailsQueued> queued;
    private final Clock clock;

    @Inject
    QueueEmail(Database database, Event<EmailsQueued> queued, Clock clock) {
        this.database = database;
        this.queued = queued;
        this.clock = clock;
    }

    /** Queues an email of the scope's tenant, or of Engram itself if the scope has no tenant. */
    @Transactional
    public void queue(Email email) {
        database.sql("""
            insert into outbox_email (id, tenant_id, recipient, subject, body, created_at, next_attempt_at)
            values (:id, :tenant, :to, :subject, :body, :now, :now)
            """)
                .bind("id", UuidCreator.getTimeOrderedEpoch())
                .bind("tenant", Scope.tenant())
                .bindAll(email)
                .bind("now", clock.instant())
                .update();
        queued.fire(new EmailsQueued());
    }
}
