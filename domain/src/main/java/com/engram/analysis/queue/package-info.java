/**
 * The queue of analyses: leases, backoff, limits, and the notifications that wake servers and open pages.
 */
@NullMarked
package com.engram.analysis.queue;

import org.jspecify.annotations.NullMarked;
