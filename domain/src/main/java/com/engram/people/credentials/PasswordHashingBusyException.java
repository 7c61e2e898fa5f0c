package com.engram.people.credentials;

/** So many passwords are being checked that another one would wait too long; it can be tried again in a moment. */
public class PasswordHashingBusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PasswordHashingBusyException() {
        super("Too many passwords at once");
    }
}
