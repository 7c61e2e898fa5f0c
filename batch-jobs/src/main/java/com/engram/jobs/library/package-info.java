/** Jobs over the whole library of one tenant: chunks with checkpoints, so that a server's end costs one chunk. */
@NullMarked
package com.engram.jobs.library;

import org.jspecify.annotations.NullMarked;
