/**
 * Starts the chunk jobs of Jakarta Batch and reads ids page by page.
 */
@NullMarked
package com.engram.jobs.chunks;

import org.jspecify.annotations.NullMarked;
