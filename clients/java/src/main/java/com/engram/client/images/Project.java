package com.engram.client.images;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named group of images.
 *
 * @param images how many images are in it
 * @param scored how many of them have a score
 * @param averageScore the mean of their newest scores, 0..1; null without scores
 */
public record Project(
        String id,
        String name,
        int images,
        int scored,
        @Nullable Double averageScore,
        Instant createdAt) {}
