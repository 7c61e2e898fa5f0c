package com.engram.people;

import com.engram.language.Language;
import com.engram.tenancy.TenantId;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param id the session, the key or the operator
 * @param tenant the tenant that the caller acts for; empty for the operator
 * @param person the person of a session; empty for a key or the operator
 * @param permissions what the caller may do
 * @param suspended whether the account is suspended, so that nothing is allowed
 * @param language the language that the person of a session has chosen; empty if they have not, and for all others
 * @param isViewAsTenant whether this is an operator who views the tenant's portal, and must not change anything
 */
public record Caller(
        UUID id,
        Optional<TenantId> tenant,
        Optional<UUID> person,
        Set<String> permissions,
        boolean suspended,
        Optional<Language> language,
        boolean isViewAsTenant)
        implements Principal {

    /** A caller who acts for itself. */
    public Caller(
            UUID id, Optional<TenantId> tenant, Optional<UUID> person, Set<String> permissions, boolean suspended) {
        this(id, tenant, person, permissions, suspended, Optional.empty(), false);
    }

    /** An operator in the console, or the installation's API key. */
    public static Caller operator(UUID id, OperatorRole role) {
        return new Caller(id, Optional.empty(), Optional.empty(), role.permissions(), false);
    }

    /** An operator who views the portal of a tenant, and must not change anything. */
    public static Caller viewAsTenant(UUID operator, TenantId tenant) {
        return new Caller(
                operator,
                Optional.of(tenant),
                Optional.empty(),
                Set.of(Permission.READ, Permission.MANAGE),
                false,
                Optional.empty(),
                true);
    }

    @Override
    public String getName() {
        return id.toString();
    }

    /** Whether the caller is an API key. */
    public boolean isKey() {
        return tenant.isPresent() && person.isEmpty() && !isViewAsTenant;
    }
}
