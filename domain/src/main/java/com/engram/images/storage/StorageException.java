package com.engram.images.storage;

/** The object store does not answer as it should; nothing was changed, and the same may be tried again. */
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
