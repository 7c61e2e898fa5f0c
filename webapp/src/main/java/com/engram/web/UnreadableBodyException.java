package com.engram.web;

import java.io.IOException;

/** The body of a request that cannot be read: the client stopped sending it, or sends it too slowly. */
public final class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean timeout;

    private UnreadableBodyException(String message, boolean timeout) {
        super(message);
        this.timeout = timeout;
    }

    /** A body that arrives too slowly. */
    public static UnreadableBodyException tooSlow() {
        return new UnreadableBodyException("The body arrives too slowly", true);
    }

    /** A body that ends before it is complete. */
    public static UnreadableBodyException incomplete(IOException cause) {
        UnreadableBodyException failure = new UnreadableBodyException("The body ended early", false);
        failure.initCause(cause);
        return failure;
    }

    /** Whether the body arrives too slowly, and not merely ended early. */
    public boolean isTimeout() {
        return timeout;
    }
}
