package com.engram.analysis.scorers;

/** Requests to the object store that a call made beyond reading the image and writing its preview and thumbnail. */
public record StorageUse(int writes, int reads) {

    /** No such requests. */
    public static final StorageUse NONE = new StorageUse(0, 0);
}
