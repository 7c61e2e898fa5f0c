package com.engram.images.storage;

/** The object store is not available or failed. Nothing was changed, and the call can be repeated. */
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
