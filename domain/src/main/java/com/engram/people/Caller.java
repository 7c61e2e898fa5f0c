package com.engram.people;

import com.engram.tenancy.TenantId;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param id the session, the key or the operator
 * @param tenant the account they act for; empty for the operator
 * @param person the person behind a session; empty for a key or the operator
 * @param permissions what they may do
 * @param suspended whether the account is suspended, so that nothing is allowed
 */
public record Caller(
        UUID id, Optional<TenantId> tenant, Optional<UUID> person, Set<String> permissions, boolean suspended)
        implements Principal {

    @Override
    public String getName() {
        return id.toString();
    }

    /** Whether the caller came with an API key. */
    public boolean isKey() {
        return tenant.isPresent() && person.isEmpty();
    }
}
