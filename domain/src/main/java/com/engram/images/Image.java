package com.engram.images;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a tenant.
 *
 * <p>AWAITING_UPLOAD, until its bytes have arrived and an analysis is asked for; STORED, with the ETag of the bytes
 * that will be scored; READY, when its preview and thumbnail can be shown. It is never changed into another picture.
 */
@Entity
public class Image {

    public enum State {
        AWAITING_UPLOAD,
        STORED,
        READY
    }

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String filename;
    private String contentType;
    private long declaredBytes;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String etag;
    private @Nullable Long bytes;
    private @Nullable String sha256;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable Integer previewWidth;
    private @Nullable Integer previewHeight;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Image() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    public Image(String filename, String contentType, long declaredBytes, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.filename = filename;
        this.contentType = contentType;
        this.declaredBytes = declaredBytes;
        this.state = State.AWAITING_UPLOAD;
        this.createdAt = createdAt;
    }

    /** Fixes the bytes that will be scored; later posts of the form change nothing. */
    public void arrived(String etag, long bytes) {
        if (state == State.AWAITING_UPLOAD) {
            this.etag = etag;
            this.bytes = bytes;
            state = State.STORED;
        }
    }

    /** Takes over what the scorer found; the preview and the thumbnail lie under their keys now. */
    public void ready(String sha256, int width, int height, int previewWidth, int previewHeight) {
        this.sha256 = sha256;
        this.width = width;
        this.height = height;
        this.previewWidth = previewWidth;
        this.previewHeight = previewHeight;
        state = State.READY;
    }

    /** Takes over what the scorer found of the same bytes; copies of what was derived lie under this picture's keys. */
    public void sameAs(Image twin) {
        sha256 = twin.sha256;
        width = twin.width;
        height = twin.height;
        previewWidth = twin.previewWidth;
        previewHeight = twin.previewHeight;
        state = State.READY;
    }

    public UUID id() {
        return id;
    }

    public String filename() {
        return filename;
    }

    public String contentType() {
        return contentType;
    }

    public boolean isAwaitingUpload() {
        return state == State.AWAITING_UPLOAD;
    }

    /** Whether its preview and thumbnail can be shown. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** The ETag of the bytes that are scored, once they have arrived. */
    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /** Size of the file in bytes, once it has arrived. */
    public Optional<Long> bytes() {
        return Optional.ofNullable(bytes);
    }

    /** SHA-256 of the file in hex, once scored. */
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** Width of the upright picture in pixels, once scored. */
    public Optional<Integer> width() {
        return Optional.ofNullable(width);
    }

    /** Height of the upright picture in pixels, once scored. */
    public Optional<Integer> height() {
        return Optional.ofNullable(height);
    }

    /** Width of the preview in pixels, once scored. */
    public Optional<Integer> previewWidth() {
        return Optional.ofNullable(previewWidth);
    }

    /** Height of the preview in pixels, once scored. */
    public Optional<Integer> previewHeight() {
        return Optional.ofNullable(previewHeight);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
