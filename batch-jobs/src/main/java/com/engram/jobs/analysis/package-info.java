/**
 * The Jakarta Batch jobs that score queued images and compute their deep heatmaps. Each server runs its own jobs; leases
 * keep them from doing the same work.
 */
@NullMarked
package com.engram.jobs.analysis;

import org.jspecify.annotations.NullMarked;
