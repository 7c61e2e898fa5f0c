/**
 * Jobs over all images of a tenant: export and rescoring. They work in chunks with checkpoints, so that the end of a server
 * costs one chunk.
 */
@NullMarked
package com.engram.jobs.library;

import org.jspecify.annotations.NullMarked;
