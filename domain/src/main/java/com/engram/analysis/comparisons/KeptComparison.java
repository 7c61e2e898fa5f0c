package com.engram.analysis.comparisons;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A comparison that can be read again by its id. Its result never changes, and it is deleted with any of its images.
 *
 * @param note what people wrote down about it
 */
public record KeptComparison(
        UUID id, Optional<String> name, Optional<String> note, Instant createdAt, Comparison comparison) {}
