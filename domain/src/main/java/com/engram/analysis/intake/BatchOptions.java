package com.engram.analysis.intake;

import java.util.Set;
import java.util.UUID;

/**
 * Which images to analyse as a batch, and how.
 *
 * @param images at least one, at most {@link RequestBatch#MAX_IMAGES}
 * @param deepHeatmap whether to compute deep heatmaps in addition to the scores
 * @param partial whether to skip the images that the plan does not allow or whose bytes are missing, instead of refusing
 *     the whole batch
 */
public record BatchOptions(Set<UUID> images, String name, boolean deepHeatmap, boolean partial) {}
