package com.engram.people;

import com.engram.language.Language;
import com.engram.tenancy.TenantId;
import java.security.Principal;
import java.time.Instant;
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
 * @param planWithoutApi the name of the tenant's plan if a key calls and the plan includes no API access; empty for all others
 * @param lastSeenAt when a session was last recorded to be in use; empty for all others
 */
public record Caller(
        UUID id,
        Optional<TenantId> tenant,
        Optional<UUID> person,
        Set<String> permissions,
        boolean suspended,
        Optional<Language> language,
        boolean isViewAsTenant,
        Optional<String> planWithoutApi,
        Optional<Instant> lastSeenAt)
        implements Principal {

    /** A caller who acts for itself. */
    public Caller(
            UUID id, Optional<TenantId> tenant, Optional<UUID> person, Set<String> permissions, boolean suspended) {
        this(id, tenant, person, permissions, suspended, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    /** The same key, of a tenant whose plan of that name includes no API access. */
    public Caller withoutApi(String plan) {
        return new Caller(
                id, tenant, person, permissions, suspended, language, isViewAsTenant, Optional.of(plan), lastSeenAt);
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
                true,
                Optional.empty(),
                Optional.empty());
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
