/**
 * From a queued image to a score and a heatmap: the queue, its leases, and the results.
 */
@NullMarked
package com.engram.analysis;

import org.jspecify.annotations.NullMarked;
