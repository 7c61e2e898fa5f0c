package com.engram.audit;

import com.engram.tenancy.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry of the audit log.
 *
 * @param kind {@code person}, {@code key}, {@code operator} or {@code system}
 * @param actor an email address, the name of an API key, {@code operator} or {@code system}
 * @param action {@code thing.verb}, such as {@code member.invited}
 * @param subject what was affected
 * @param ipAddress empty for a job
 * @param tenant the account in which it happened; empty for the operator's own
 */
public record AuditEntry(
        UUID id,
        Instant occurredAt,
        String kind,
        String actor,
        String action,
        String subject,
        String ipAddress,
        Optional<EntryTenant> tenant) {

    /** The account of an entry. */
    public record EntryTenant(TenantId id, String name) {}
}
