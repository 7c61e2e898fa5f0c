/** Scores images: value, interval, percentile, heatmap and the out-of-domain flag. */
@NullMarked
package com.engram.inference.scoring;

import org.jspecify.annotations.NullMarked;
