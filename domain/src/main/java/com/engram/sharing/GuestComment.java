package com.engram.sharing;

import java.time.Instant;
import java.util.UUID;

/**
 * A comment of a guest on a shared result. It is deleted with its link, or by a member of the account.
 *
 * @param author the name that the guest gave
 */
public record GuestComment(UUID id, UUID link, String author, String text, Instant createdAt) {}
