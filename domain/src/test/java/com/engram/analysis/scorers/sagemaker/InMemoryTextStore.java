package com.engram.analysis.scorers.sagemaker;

import com.engram.images.storage.ObjectStore;
import com.engram.images.storage.UploadForm;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket for texts, which SageMaker and the scorer share. */
final class InMemoryTextStore implements ObjectStore {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return texts.isEmpty();
    }

    @Override
    public URI putText(String key, String contentType, String text) {
        texts.put(key, text);
        return URI.create("s3://store/" + key);
    }

    @Override
    public Optional<String> findText(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public void delete(Collection<String> keys) {
        keys.forEach(texts::remove);
    }

    @Override
    public UploadForm signUpload(String key, String contentType, long maxBytes, Duration validity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredObject> findObject(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CopyResult copyIfUnchanged(String from, String etag, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<InputStream> read(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI signRead(String key, Duration validity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI signPublicRead(String key, Duration validity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI signWriteJpeg(String key, Duration validity) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void put(String key, String contentType, Path file) {
        throw new UnsupportedOperationException();
    }
}
