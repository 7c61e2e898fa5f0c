package com.engram.mail;

/** A letter was not taken. */
public class UndeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why not. */
    public UndeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
