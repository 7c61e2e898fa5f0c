package com.engram.tenancy;

import java.util.Optional;

/**
 * Somebody may have lost access: a session ended, a member was removed, a key was revoked, or a tenant was suspended. Fired
 * on every server.
 *
 * @param tenant empty if notifications may have been missed, so that it may concern any tenant
 */
public record AccessChanged(Optional<TenantId> tenant) {

    /** The channel of PostgreSQL's notifications. The payload is the tenant's id; database triggers send them. */
    public static final String CHANNEL = "engram_access";
}
