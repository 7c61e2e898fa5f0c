package com.engram.reviews;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A state that somebody gave an image. It is deleted with the image.
 *
 * @param reviewer the person or the API key that gave it
 * @param reviewerName the reviewer's name at that time
 */
public record Review(
        UUID id,
        UUID image,
        ReviewState state,
        Optional<String> note,
        Optional<UUID> reviewer,
        String reviewerName,
        Instant createdAt) {}
