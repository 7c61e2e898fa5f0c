package com.engram.tenancy;

import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Gives Hibernate the scope of a session. The operator is the root tenant, for which {@code @TenantId} filters nothing. */
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
