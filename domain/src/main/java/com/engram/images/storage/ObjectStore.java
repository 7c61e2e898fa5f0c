package com.engram.images.storage;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Stores the bytes of images under flat keys. This interface keeps the SDK's types in their adapter, which talks to Amazon
 * S3 or a compatible server. Every method throws {@link StorageException} if the store is not available; the call can be
 * repeated then.
 */
public interface ObjectStore {

    /**
     * Signs a form with which a browser uploads one object straight to the store: with this key, this type, at least one
     * byte and at most {@code maxBytes}.
     */
    UploadForm signUpload(String key, String contentType, long maxBytes, Duration validity);

    /** The object under a key, if there is one. */
    Optional<StoredObject> findObject(String key);

    /** Copies an object within the store if it still has that ETag. */
    CopyResult copyIfUnchanged(String from, String etag, String to);

    /** A URL from which our own servers can read an object. */
    URI signRead(String key, Duration validity);

    /** A URL from which a browser can read an object. */
    URI signPublicRead(String key, Duration validity);

    /** A URL to which our own servers can write a JPEG. */
    URI signWriteJpeg(String key, Duration validity);

    /** The bytes under a key, if there is an object; the caller closes the stream and must not trust its content. */
    Optional<InputStream> read(String key);

    /** Writes a file. */
    void put(String key, String contentType, Path file);

    /** Writes a text; the URI by which other services of the store's provider know it, {@code s3://bucket/key}. */
    URI putText(String key, String contentType, String text);

    /** The text under a key, if there is an object. */
    Optional<String> findText(String key);

    /** Deletes objects. A key without an object is no error. */
    void delete(Collection<String> keys);

    /**
     * An object in the store.
     *
     * @param bytes its size
     */
    record StoredObject(String etag, long bytes) {}

    /** The result of copying an object. */
    enum CopyResult {
        /** The copy is under the new key. */
        DONE,
        /** Another object was uploaded meanwhile. */
        CHANGED,
        /** There is no such object. */
        GONE
    }
}
