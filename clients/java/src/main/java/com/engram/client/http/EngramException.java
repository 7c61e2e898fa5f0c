package com.engram.client.http;

/** A call that has no result. Each kind of failure has its own type. */
public abstract sealed class EngramException extends RuntimeException
        permits ProblemException, UnreachableException, InterruptedCallException {

    private static final long serialVersionUID = 1;

    EngramException(String message, Throwable cause) {
        super(message, cause);
    }

    EngramException(String message) {
        super(message);
    }
}
