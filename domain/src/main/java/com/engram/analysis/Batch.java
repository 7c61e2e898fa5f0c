package com.engram.analysis;

import com.engram.language.ShortenedText;
import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Analyses that were requested together. A batch is open while one of its analyses is unfinished, then it is finished.
 * A retry of some of its analyses opens it again.
 */
@Entity
public class Batch {

    static final int MAX_NAME_LENGTH = 200;

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String name;
    private int total;

    @Column(name = "deep_map")
    private boolean deepHeatmap;

    private Instant createdAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant cancelledAt;

    @SuppressWarnings("NullAway.Init")
    protected Batch() {}

    /**
     * An open batch.
     *
     * @param name cut to {@value #MAX_NAME_LENGTH} characters
     * @param total number of its analyses
     */
    @SuppressWarnings("NullAway.Init") // Hibernate sets the tenant
    public Batch(String name, int total, boolean deepHeatmap, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.name = ShortenedText.of(name, MAX_NAME_LENGTH);
        this.total = total;
        this.deepHeatmap = deepHeatmap;
        this.createdAt = createdAt;
    }

    /** Records that its waiting analyses were cancelled; the first time counts. */
    public void cancel(Instant now) {
        if (cancelledAt == null) {
            cancelledAt = now;
        }
    }

    /** Opens the batch again, because some of its analyses were queued again. */
    public void reopen() {
        finishedAt = null;
        cancelledAt = null;
    }

    public UUID id() {
        return id;
    }

    public UUID tenant() {
        return tenantId;
    }

    public String name() {
        return name;
    }

    /** The number of analyses that it was created with. */
    public int total() {
        return total;
    }

    public boolean isDeepHeatmapRequested() {
        return deepHeatmap;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The time at which the last of its analyses reached a final state. */
    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** The time at which its waiting analyses were cancelled. */
    public Optional<Instant> cancelledAt() {
        return Optional.ofNullable(cancelledAt);
    }
}
