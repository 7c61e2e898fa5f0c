/**
 * The queue of analyses: leases, backoff, the limit of its depth, and notifications to all servers. It may use the
 * states of analyses, but never changes an {@code Analysis} object.
 */
@NullMarked
package com.engram.analysis.queue;

import org.jspecify.annotations.NullMarked;
