package com.engram.remote;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server, the key for it, and the listener that {@code listen} uses.
 *
 * @param listenerId null before the first {@code listen}
 */
record Profile(
        URI url,
        String apiKey,
        @Nullable String listenerId,
        @Nullable String listenerSecret) {

    Profile withListener(@Nullable String id, @Nullable String secret) {
        return new Profile(url, apiKey, id, secret);
    }

    /** Without the key and the secret, which no output may contain. */
    @Override
    public String toString() {
        return "Profile[" + url + "]";
    }
}
