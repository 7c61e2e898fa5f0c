package com.engram.client.http;

/** The server could not be reached, did not answer in time, or sent something that is not an answer of the API. */
public final class UnreachableException extends EngramException {

    private static final long serialVersionUID = 1;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
