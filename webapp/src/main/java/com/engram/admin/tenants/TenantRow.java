package com.engram.admin.tenants;

import com.engram.web.PublicId;
import java.time.Instant;
import java.util.Optional;

/** A tenant as the console's tables show it. */
public record TenantRow(
        String id,
        String name,
        String owner,
        String invited,
        String plan,
        int planVersion,
        boolean isSuspended,
        boolean isReadOnly,
        int used,
        int reserved,
        Optional<Integer> allowance,
        Instant createdAt) {

    public static TenantRow of(TenantDirectory.Entry entry) {
        return new TenantRow(
                PublicId.TENANT.of(entry.id()),
                entry.name(),
                entry.owner().orElse(""),
                entry.invited().orElse(""),
                entry.plan(),
                entry.planVersion(),
                entry.isSuspended(),
                entry.isReadOnly(),
                entry.used(),
                entry.reserved(),
                entry.allowance(),
                entry.createdAt());
    }
}
