/**
 * The jobs that take queued analyses through scoring and deep heatmaps. Each server runs its own; leases keep them
 * apart.
 */
@NullMarked
package com.engram.jobs.analysis;

import org.jspecify.annotations.NullMarked;
