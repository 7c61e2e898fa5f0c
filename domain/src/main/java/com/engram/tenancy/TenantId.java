package com.engram.tenancy;

import java.util.UUID;

/** Names a tenant. */
public record TenantId(UUID value) {}
