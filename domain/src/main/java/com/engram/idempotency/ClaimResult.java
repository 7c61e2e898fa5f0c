package com.engram.idempotency;

import org.jspecify.annotations.Nullable;

/** What came of claiming a key. */
public sealed interface ClaimResult {

    /** The request is to be executed. */
    record Claimed(Claim claim) implements ClaimResult {}

    /**
     * Another request under the key is being executed.
     *
     * @param targetHash SHA-256 of its method and path
     * @param requestHash SHA-256 of its path and body; null until its body has been read
     */
    record Running(byte[] targetHash, byte @Nullable [] requestHash) implements ClaimResult {}

    /** A request under the key has been executed. */
    record Finished(StoredResponse response) implements ClaimResult {}
}
