package com.engram.billing.events;

import com.engram.billing.payments.BillingEvent;
import com.engram.database.Database;
import com.engram.language.ShortenedText;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The events that the payment processor sent, and whether each was handled. */
@ApplicationScoped
@Transactional
public class BillingEventLog {

    /** Longer than the processor repeats an event. */
    private static final Duration RETENTION = Duration.ofDays(60);

    private static final int MAX_ERROR_LENGTH = 500;

    private final Database database;
    private final Clock clock;

    @Inject
    BillingEventLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An event that could not be handled yet, and the error of the last attempt. */
    public record FailedEvent(
            String id, TenantId tenant, String type, Instant receivedAt, int attempts, String lastError) {}

    boolean isHandled(String id) {
        return database.sql("select exists (select from billing_event where id = :id and handled_at is not null)")
                .bind("id", id)
                .get(Boolean.class);
    }

    /** Records that this transaction handles an event; false if another has already done so. */
    boolean recordHandled(BillingEvent event) {
        return database.sql("""
            insert into billing_event (id, tenant_id, type, received_at, attempts, handled_at)
            values (:id, :tenant, :type, :now, 1, :now)
            on conflict (id) do update set attempts = billing_event.attempts + 1, handled_at = :now, last_error = null
              where billing_event.handled_at is null
            """)
                        .bind("id", event.id())
                        .bind("tenant", Scope.getTenant())
                        .bind("type", event.type())
                        .bind("now", clock.instant())
                        .update()
                == 1;
    }

    /** Records that an event could not be handled, for the operator. */
    void recordFailure(BillingEvent event, String error) {
        database.sql("""
            insert into billing_event (id, tenant_id, type, received_at, attempts, last_error)
            values (:id, :tenant, :type, :now, 1, :error)
            on conflict (id) do update set attempts = billing_event.attempts + 1, last_error = :error
              where billing_event.handled_at is null
            """)
                .bind("id", event.id())
                .bind("tenant", Scope.getTenant())
                .bind("type", event.type())
                .bind("now", clock.instant())
                .bind("error", ShortenedText.of(error, MAX_ERROR_LENGTH))
                .update();
    }

    /** The events that could not be handled, the newest first. */
    @AsOperator
    public List<FailedEvent> listFailed(int limit) {
        return database.sql("""
            select id, tenant_id as tenant, type, received_at, attempts, coalesce(last_error, '') as last_error
            from billing_event where handled_at is null order by received_at desc limit :limit
            """).bind("limit", limit).list(FailedEvent.class);
    }

    /** Deletes events that the processor will not repeat any more. */
    @AsOperator
    public void deleteOld() {
        database.sql("delete from billing_event where received_at < :before")
                .bind("before", clock.instant().minus(RETENTION))
                .update();
    }
}
