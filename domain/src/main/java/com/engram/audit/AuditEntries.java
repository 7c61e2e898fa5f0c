package com.engram.audit;

import com.engram.audit.AuditEntry.EntryTenant;
import com.engram.database.Database;
import com.engram.tenancy.Scope;
import com.engram.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the audit log: the entries of the scope's tenant, or all in the operator's scope. */
@ApplicationScoped
@Transactional
public class AuditEntries {

    private static final String COLUMNS = """
        select e.id, e.occurred_at, e.actor_kind, %1$s as actor, e.action, e.subject, e.ip_address,
          t.id as tenant_id, t.name as tenant_name
        from audit_event e left join tenant t on t.id = e.tenant_id %2$s
        where e.id < :before and (:text = '' or %1$s ilike :part or e.action ilike :part
          or e.subject ilike :part or t.name ilike :part or e.ip_address = :text)
        order by e.id desc limit :limit
        """;

    /** A tenant reads that an operator acted, but not which one. */
    private static final String OF_TENANT = COLUMNS.formatted("e.actor", "");

    private static final String WITH_OPERATORS = COLUMNS.formatted(
            "coalesce(o.email, f.email, e.actor)",
            "left join operator o on o.id = e.actor_id left join former_operator f on f.id = e.actor_id");

    private final Database database;

    @Inject
    AuditEntries(Database database) {
        this.database = database;
    }

    private record Row(
            UUID id,
            Instant occurredAt,
            String actorKind,
            String actor,
            String action,
            String subject,
            String ipAddress,
            @Nullable UUID tenantId,
            @Nullable String tenantName) {

        AuditEntry toEntry() {
            return new AuditEntry(
                    id,
                    occurredAt,
                    actorKind,
                    actor,
                    action,
                    subject,
                    ipAddress,
                    tenantId == null || tenantName == null
                            ? Optional.empty()
                            : Optional.of(new EntryTenant(new TenantId(tenantId), tenantName)));
        }
    }

    /**
     * Lists entries, the newest first.
     *
     * @param before only entries that are older than this one
     */
    public List<AuditEntry> list(Optional<UUID> before, int limit) {
        return search("", before, limit);
    }

    /**
     * Lists entries, the newest first.
     *
     * @param text only entries that contain it in the actor, the action, the subject or the account's name, or have it as
     *     their IP address; empty for all
     * @param before only entries that are older than this one
     */
    public List<AuditEntry> search(String text, Optional<UUID> before, int limit) {
        return database
                .sql(Scope.isOperator() ? WITH_OPERATORS : OF_TENANT)
                .bind("before", before.orElse(new UUID(-1, -1)))
                .bind("text", text.strip())
                .bindContaining("part", text.strip())
                .bind("limit", limit)
                .list(Row.class)
                .stream()
                .map(Row::toEntry)
                .toList();
    }
}
