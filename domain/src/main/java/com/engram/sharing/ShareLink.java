package com.engram.sharing;

import java.time.Instant;
import java.util.UUID;

/**
 * A link that shows a result to everyone who has it, and who knows its password if it has one. It is valid until it expires or
 * is revoked, and is deleted with what it shows. The token is shown once; only its hash is stored.
 *
 * @param name of what it shows: the file's name of an image, or the name of a comparison or project; empty without one
 * @param hasPassword whether guests have to know a password
 * @param allowsComments whether guests may comment
 * @param comments how many comments it has
 */
public record ShareLink(
        UUID id,
        SharedResult result,
        String name,
        boolean hasPassword,
        boolean allowsComments,
        int comments,
        Instant createdAt,
        Instant expiresAt) {}
