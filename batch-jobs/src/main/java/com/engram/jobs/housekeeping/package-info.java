/**
 * Retention, tombstones, the deletion of expired rows, and billing runs. Large amounts are deleted in chunks with
 * checkpoints.
 */
@NullMarked
package com.engram.jobs.housekeeping;

import org.jspecify.annotations.NullMarked;
