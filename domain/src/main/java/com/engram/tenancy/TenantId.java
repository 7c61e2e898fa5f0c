package com.engram.tenancy;

import java.util.UUID;

/** The id of a tenant. */
public record TenantId(UUID value) {

    /** The tenant of the public trial, which a migration creates. */
    public static final TenantId TRY_IT = new TenantId(UUID.fromString("00000000-0000-7000-8000-000000000001"));
}
