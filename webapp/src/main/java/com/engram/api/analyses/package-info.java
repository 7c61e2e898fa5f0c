/**
 * The API's resources for analyses, batches, and heatmaps.
 */
@NullMarked
package com.engram.api.analyses;

import org.jspecify.annotations.NullMarked;
