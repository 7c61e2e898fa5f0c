package com.engram.idempotency;

import java.util.UUID;

/**
 * A request's claim to a key.
 *
 * @param owner the tenant, or the operator, whose key it is
 * @param token distinguishes this claim from an earlier or later one to the same key
 */
public record Claim(UUID owner, String key, UUID token) {}
