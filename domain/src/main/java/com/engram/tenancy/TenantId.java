package com.engram.tenancy;

import java.util.UUID;

/** Names a tenant. */
public record TenantId(UUID value) {

    /** The account of the try-it box, which a migration opens. */
    public static final TenantId TRY_IT = new TenantId(UUID.fromString("00000000-0000-7000-8000-000000000001"));
}
