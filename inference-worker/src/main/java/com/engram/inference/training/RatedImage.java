package com.engram.inference.training;

import java.nio.file.Path;

/**
 * A picture that people were tested on.
 *
 * @param hitRate share of viewers who recognised it, 0..1
 * @param category coarse kind, or empty
 * @param group pictures of one group never stand on both sides of a split: the subcategory, else the file itself
 */
public record RatedImage(Path file, double hitRate, String category, String group) {}
