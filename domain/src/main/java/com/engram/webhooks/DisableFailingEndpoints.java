package com.engram.webhooks;

import com.engram.audit.AuditLog;
import com.engram.database.Database;
import com.engram.language.Language;
import com.engram.language.Messages;
import com.engram.mail.Email;
import com.engram.mail.PortalUrl;
import com.engram.mail.QueueEmail;
import com.engram.tenancy.AsOperator;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Disables an endpoint to which no attempt has succeeded for five days, and one that answers with 410. The owner and the
 * admins of its account get an email, once.
 */
@AsOperator
@ApplicationScoped
@Transactional
class DisableFailingEndpoints {

    /** Longer than a delivery is attempted, so that an endpoint misses at least one event completely before. */
    static final Duration MAX_FAILING = Duration.ofDays(5);

    private final Database database;
    private final QueueEmail queueEmail;
    private final PortalUrl portal;
    private final AuditLog audit;
    private final Clock clock;

    @Inject
    DisableFailingEndpoints(Database database, QueueEmail queueEmail, PortalUrl portal, AuditLog audit, Clock clock) {
        this.database = database;
        this.queueEmail = queueEmail;
        this.portal = portal;
        this.audit = audit;
        this.clock = clock;
    }

    private record Disabled(TenantId tenant, String url, String account) {}

    private record Receiver(String email, Optional<String> language) {}

    /** Records that an attempt succeeded. Writes nothing if the one before did, too. */
    void recordSuccess(UUID endpoint) {
        database.sql("update webhook_endpoint set failing_since = null where id = :id and failing_since is not null")
                .bind("id", endpoint)
                .update();
    }

    /**
     * Records that an attempt failed.
     *
     * @param gone whether the endpoint answered that it wants no more events
     */
    void recordFailure(UUID endpoint, boolean gone) {
        Instant now = clock.instant();
        database.sql("update webhook_endpoint set failing_since = :now where id = :id and failing_since is null")
                .bind("now", now)
                .bind("id", endpoint)
                .update();
        database.sql("""
            update webhook_endpoint p set enabled = false, disabled_reason = :reason
            from tenant t where t.id = p.tenant_id and p.id = :id and p.enabled and (:gone or p.failing_since <= :before)
            returning p.tenant_id as tenant, p.url, t.name as account
            """)
                .bind("reason", gone ? "gone" : "failures")
                .bind("gone", gone)
                .bind("before", now.minus(MAX_FAILING))
                .bind("id", endpoint)
                .find(Disabled.class)
                .ifPresent(disabled -> report(disabled, gone));
    }

    private void report(Disabled disabled, boolean gone) {
        String host = URI.create(disabled.url()).getHost();
        audit.recordOf(disabled.tenant(), "webhook.disabled", host);
        for (Receiver receiver :
                database.sql("""
            select p.email, p.language from membership m join person p on p.id = m.person_id
            where m.tenant_id = :tenant and m.role in ('owner', 'admin') order by p.email
            """).bind("tenant", disabled.tenant()).list(Receiver.class)) {
            queueEmail.queue(Email.of(
                    receiver.email(),
                    Messages.in(receiver.language().flatMap(Language::find).orElse(Language.ENGLISH)),
                    gone ? "email.webhookGone" : "email.webhookDisabled",
                    disabled.account(),
                    host,
                    MAX_FAILING.toDays(),
                    portal.at("/settings/webhooks")));
        }
    }
}
