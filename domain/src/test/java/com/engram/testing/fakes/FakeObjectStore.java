package com.engram.testing.fakes;

import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.StorageException;
import com.engram.images.storage.UploadForm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps objects in memory. An object's ETag is made from its bytes. */
@ApplicationScoped
public class FakeObjectStore implements ObjectStore {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile boolean down;

    @Inject
    FakeObjectStore(Clock clock) {
        this.clock = clock;
    }

    /** Puts bytes under a key, as a browser's form does. */
    public void put(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    /** All keys that have an object. */
    public Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    /** Fails every call from now on, or works again. */
    public void setDown(boolean down) {
        this.down = down;
    }

    @Override
    public UploadForm signUpload(String key, String contentType, long maxBytes, Duration validity) {
        return new UploadForm(
                address("upload", key),
                Map.of("key", key, "Content-Type", contentType),
                clock.instant().plus(validity));
    }

    @Override
    public Optional<StoredObject> findObject(String key) {
        return find(key).map(bytes -> new StoredObject(etag(bytes), bytes.length));
    }

    @Override
    public CopyResult copyIfUnchanged(String from, String etag, String to) {
        Optional<byte[]> found = find(from);
        if (found.isEmpty()) {
            return CopyResult.GONE;
        }
        if (!etag(found.get()).equals(etag)) {
            return CopyResult.CHANGED;
        }
        objects.put(to, found.get());
        return CopyResult.DONE;
    }

    @Override
    public URI signRead(String key, Duration validity) {
        return address("read", key);
    }

    @Override
    public URI signPublicRead(String key, Duration validity) {
        return address("public", key);
    }

    @Override
    public URI signWriteJpeg(String key, Duration validity) {
        return address("write", key);
    }

    @Override
    public Optional<InputStream> read(String key) {
        return find(key).map(ByteArrayInputStream::new);
    }

    @Override
    public void put(String key, String contentType, Path file) {
        try {
            put(key, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new StorageException("The file cannot be read", e);
        }
    }

    @Override
    public URI putText(String key, String contentType, String text) {
        put(key, text.getBytes(StandardCharsets.UTF_8));
        return URI.create("s3://fake/" + key);
    }

    @Override
    public Optional<String> findText(String key) {
        return find(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void delete(Collection<String> keys) {
        failIfDown();
        keys.forEach(objects::remove);
    }

    private Optional<byte[]> find(String key) {
        failIfDown();
        return Optional.ofNullable(objects.get(key));
    }

    private void failIfDown() {
        if (down) {
            throw new StorageException("The object store is down", new IOException("connection refused"));
        }
    }

    private static String etag(byte[] bytes) {
        return "\"%08x%08x\"".formatted(bytes.length, Arrays.hashCode(bytes));
    }

    private static URI address(String action, String key) {
        return URI.create("https://store.example/" + action + "/" + key);
    }
}
