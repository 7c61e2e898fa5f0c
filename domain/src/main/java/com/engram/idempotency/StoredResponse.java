package com.engram.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A response that was given under a key.
 *
 * @param requestHash SHA-256 of the request's path and body
 * @param status the HTTP status
 * @param location the Location header
 * @param mediaType null if the response has no body
 */
public record StoredResponse(
        byte[] requestHash,
        int status,
        @Nullable String location,
        @Nullable String mediaType,
        byte[] body) {

    private static final int PAYMENT_REQUIRED = 402;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** Whether a response with this status is kept: not if the same request may succeed later. */
    public static boolean isKept(int status) {
        return status != PAYMENT_REQUIRED && status != TOO_MANY_REQUESTS && status < SERVER_ERROR;
    }
}
