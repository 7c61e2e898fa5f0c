package com.engram.mail;

/** A letter was not taken. */
public class EmailNotDeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why not. */
    public EmailNotDeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
