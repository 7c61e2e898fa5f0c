package com.engram.areas;

import java.time.Instant;
import java.util.UUID;

/**
 * An area of an image. It belongs to the image and not to one of its results: it is drawn once, may be changed, is measured by
 * every new heatmap, and is deleted with the image.
 */
public record Area(UUID id, UUID image, String name, AreaKind kind, AreaShape shape, Instant createdAt) {}
