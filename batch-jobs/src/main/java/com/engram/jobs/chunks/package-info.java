/**
 * Shared parts of chunk jobs: a reader of ids, and a runner that resumes unfinished jobs. It knows no job.
 */
@NullMarked
package com.engram.jobs.chunks;

import org.jspecify.annotations.NullMarked;
