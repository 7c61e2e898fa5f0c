/** What a scorer finds out about images: scores, heatmaps, features, properties, warnings, and differences of pairs. */
@NullMarked
package com.engram.analysis.scorers.estimates;

import org.jspecify.annotations.NullMarked;
