package com.engram.admin.tenants;

import com.engram.web.PublicId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in the operator's API.
 *
 * @param planVersion the version of the plan that it has
 * @param readOnly whether nothing new is accepted because a payment is overdue
 * @param usage images of the current period
 * @param suspended whether the tenant is suspended
 */
public record TenantJson(
        String id,
        String name,
        String plan,
        int planVersion,
        boolean suspended,
        boolean readOnly,
        UsageJson usage,
        String createdAt) {

    /**
     * Images used, reserved and granted; allowance null means unlimited.
     *
     * @param used images that were charged in the period
     * @param reserved images that wait or are being scored
     * @param allowance images that are included; null means unlimited
     */
    @Schema(name = "TenantUsage")
    public record UsageJson(
            int used, int reserved, @Nullable Integer allowance) {}

    static TenantJson of(TenantDirectory.Entry entry) {
        return new TenantJson(
                PublicId.TENANT.of(entry.id()),
                entry.name(),
                entry.plan(),
                entry.planVersion(),
                entry.isSuspended(),
                entry.isReadOnly(),
                new UsageJson(entry.used(), entry.reserved(), entry.allowance().orElse(null)),
                entry.createdAt().toString());
    }
}
