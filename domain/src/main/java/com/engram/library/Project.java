package com.engram.library;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A named group of a tenant's images. If it is deleted, its images stay and are in no project. */
@Entity
public class Project {

    /** The length of the longest name, in characters. */
    static final int MAX_NAME_LENGTH = 100;

    @Id
    private UUID id;

    @TenantId
    @Column(name = "tenant_id")
    private UUID tenantId;

    private String name;
    private @Nullable String brief;
    private @Nullable Double threshold;
    private String benchmark;
    private @Nullable UUID benchmarkGroup;
    private @Nullable UUID coverImage;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Project() {}

    @SuppressWarnings("NullAway.Init") // Hibernate writes the tenant
    Project(String name, Instant createdAt) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.name = name;
        this.benchmark = Benchmark.PHOTOGRAPHS.code();
        this.createdAt = createdAt;
    }

    void change(ProjectDetails details) {
        name = details.name();
        brief = details.brief().orElse(null);
        threshold = details.threshold().orElse(null);
        benchmark = details.benchmark().benchmark().code();
        benchmarkGroup = details.benchmark().group().orElse(null);
        coverImage = details.cover().orElse(null);
    }

    ProjectDetails details() {
        return new ProjectDetails(
                name,
                Optional.ofNullable(brief),
                Optional.ofNullable(threshold),
                new BenchmarkId(Benchmark.findByCode(benchmark).orElseThrow(), Optional.ofNullable(benchmarkGroup)),
                Optional.ofNullable(coverImage));
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
