package com.engram.mail;

/** The mail server did not accept an email. */
public class EmailNotDeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EmailNotDeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
