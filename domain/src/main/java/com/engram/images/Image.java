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
 * An image of a tenant.
 *
 * <p>AWAITING_UPLOAD until its bytes have arrived and an analysis is requested; then STORED, with the ETag of the bytes that
 * will be scored; READY once it was scored, so that its preview and thumbnail can be shown. Its bytes never change after
 * they were stored. A change of state that is not allowed fails with {@link IllegalStateException}.
 */
@Entity
public class Image {

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String filename;
    private String contentType;
    private long declaredBytes;

    @Enumerated(EnumType.STRING)
    private ImageState state;

    private @Nullable String etag;
    private @Nullable Long bytes;
    private @Nullable String sha256;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private @Nullable Integer previewWidth;
    private @Nullable Integer previewHeight;
    private Instant createdAt;
    private @Nullable UUID addedBy;

    @SuppressWarnings("NullAway.Init")
    protected Image() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    public Image(String filename, String contentType, long declaredBytes, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.filename = filename;
        this.contentType = contentType;
        this.declaredBytes = declaredBytes;
        this.state = ImageState.AWAITING_UPLOAD;
        this.createdAt = createdAt;
    }

    /**
     * Records which bytes will be scored. A later upload with the same form changes nothing.
     *
     * @param bytes the size of the file
     */
    public void markStored(String etag, long bytes) {
        moveTo(ImageState.STORED);
        this.etag = etag;
        this.bytes = bytes;
    }

    /**
     * Records what the scorer found. The preview and the thumbnail are under their keys by now.
     *
     * @param sha256 of the file, in hex
     * @param width in pixels, upright
     * @param height in pixels, upright
     * @param previewWidth in pixels
     * @param previewHeight in pixels
     */
    public void markReady(String sha256, int width, int height, int previewWidth, int previewHeight) {
        moveTo(ImageState.READY);
        this.sha256 = sha256;
        this.width = width;
        this.height = height;
        this.previewWidth = previewWidth;
        this.previewHeight = previewHeight;
    }

    /** Copies what the scorer found in a duplicate. Copies of its preview and thumbnail are under this image's keys by now. */
    public void markReadyAs(Image duplicate) {
        moveTo(ImageState.READY);
        sha256 = duplicate.sha256;
        width = duplicate.width;
        height = duplicate.height;
        previewWidth = duplicate.previewWidth;
        previewHeight = duplicate.previewHeight;
    }

    private void moveTo(ImageState next) {
        if (!state.canTransitionTo(next)) {
            throw new IllegalStateException("Image %s cannot change from %s to %s".formatted(id, state, next));
        }
        state = next;
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
        return state == ImageState.AWAITING_UPLOAD;
    }

    /** Whether its preview and thumbnail can be shown. */
    public boolean isReady() {
        return state == ImageState.READY;
    }

    /** The ETag of the bytes that are scored; empty until they have arrived. */
    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /** The size of the file in bytes; empty until it has arrived. */
    public Optional<Long> bytes() {
        return Optional.ofNullable(bytes);
    }

    /** The SHA-256 of the file in hex; empty until it was scored. */
    public Optional<String> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** The width of the upright image in pixels; empty until it was scored. */
    public Optional<Integer> width() {
        return Optional.ofNullable(width);
    }

    /** The height of the upright image in pixels; empty until it was scored. */
    public Optional<Integer> height() {
        return Optional.ofNullable(height);
    }

    /** The width of the preview in pixels; empty until it was scored. */
    public Optional<Integer> previewWidth() {
        return Optional.ofNullable(previewWidth);
    }

    /** The height of the preview in pixels; empty until it was scored. */
    public Optional<Integer> previewHeight() {
        return Optional.ofNullable(previewHeight);
    }

    /** Records the person or API key that uploads it. */
    public void markAddedBy(@Nullable UUID uploader) {
        this.addedBy = uploader;
    }

    /** The person or API key that uploaded it, where known. */
    public Optional<UUID> addedBy() {
        return Optional.ofNullable(addedBy);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
