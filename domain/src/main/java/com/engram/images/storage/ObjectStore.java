package com.engram.images.storage;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Where the bytes of pictures lie, under flat keys. A port so that the SDK's types stay in their adapter; there is one
 * store, one that speaks Amazon S3's language.
 */
public interface ObjectStore {

    /**
     * Signs a form with which a browser posts one object straight to the store: this key, this type, at least one byte
     * and at most {@code maxBytes}.
     */
    UploadForm signUpload(String key, String contentType, long maxBytes, Duration validity);

    /** What lies under a key, if anything does. */
    Optional<StoredObject> findObject(String key);

    /** Copies an object within the store if it is still the one with that ETag. */
    Promotion promote(String from, String etag, String to);

    /** An address from which the server's own parts can read an object. */
    URI signRead(String key, Duration validity);

    /** An address from which a browser can read an object. */
    URI signPublicRead(String key, Duration validity);

    /** An address to which the server's own parts can put a JPEG. */
    URI signWriteJpeg(String key, Duration validity);

    /** The bytes under a key, if anything lies there, for the caller to close; untrusted ones are only passed on. */
    Optional<InputStream> read(String key);

    /** Puts a file. */
    void put(String key, String contentType, Path file);

    /** Puts a text; the address by which the store's own neighbours know it, {@code s3://bucket/key}. */
    URI putText(String key, String contentType, String text);

    /** The text under a key, if anything lies there. */
    Optional<String> findText(String key);

    /** Removes objects; a key with nothing under it is no error. */
    void delete(Collection<String> keys);

    /** An object as the store tells it. */
    record StoredObject(String etag, long bytes) {}

    /** How a promotion ended. */
    enum Promotion {
        /** The frozen copy lies there. */
        DONE,
        /** Another object was posted since. */
        CHANGED,
        /** There is no such object. */
        GONE
    }
}
