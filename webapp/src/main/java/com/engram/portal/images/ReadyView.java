package com.engram.portal.images;

import java.util.Optional;

/**
 * Whether an image has reached the threshold of its project, for display.
 *
 * @param ready empty if that cannot be said
 * @param project the name of the project
 */
public record ReadyView(Optional<Boolean> ready, double threshold, String project) {}
