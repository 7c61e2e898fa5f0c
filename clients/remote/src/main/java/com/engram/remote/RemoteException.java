package com.engram.remote;

/** A command cannot be executed as it was given. The message says what to do. */
final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RemoteException(String message) {
        super(message);
    }
}
