package com.engram.sharing;

import com.engram.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * A guest has commented on a shared result. Fired in the transaction that stores the comment.
 *
 * @param sharedBy the person who created the link, if a person did
 * @param name of what the link shows; empty without one
 */
public record GuestCommented(
        TenantId tenant, GuestComment comment, SharedResult result, Optional<UUID> sharedBy, String name) {}
