package com.engram.idempotency;

/**
 * A request was stopped for so long that its claim expired, and another request may have been executed under its key. The
 * effect of the first one is rolled back.
 */
public class ClaimLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClaimLostException(String key) {
        super("The claim to the idempotency key " + key + " has expired");
    }
}
