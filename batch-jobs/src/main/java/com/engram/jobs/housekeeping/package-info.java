/**
 * Keeps the house clean: what has expired or was deleted goes, by chunks with checkpoints where there may be much of it.
 */
@NullMarked
package com.engram.jobs.housekeeping;

import org.jspecify.annotations.NullMarked;
