package com.engram.client.http;

/** The thread was interrupted during a call. Its interrupt flag is set again. */
public final class InterruptedCallException extends EngramException {

    private static final long serialVersionUID = 1;

    InterruptedCallException(Throwable cause) {
        super("The call was interrupted.", cause);
    }
}
