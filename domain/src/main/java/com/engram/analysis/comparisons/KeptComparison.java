package com.engram.analysis.comparisons;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A comparison that can be read again by its id. It never changes, and is deleted with any of its images. */
public record KeptComparison(UUID id, Optional<String> name, Instant createdAt, Comparison comparison) {}
