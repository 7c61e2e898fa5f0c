package com.engram.tenancy;

import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Tells Hibernate which scope a session belongs to; the operator is the root that {@code @TenantId} does not filter. */
public final class ScopeIdentifierResolver implements CurrentTenantIdentifierResolver<UUID> {

    @Override
    public UUID resolveCurrentTenantIdentifier() {
        return Scope.current();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }

    @Override
    public boolean isRoot(UUID scope) {
        return Scope.OPERATOR.equals(scope);
    }
}
