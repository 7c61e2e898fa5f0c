package com.engram.people;

/** So many passwords are being checked that another one would wait too long; it can be tried again in a moment. */
public class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BusyException() {
        super("Too many passwords at once");
    }
}
