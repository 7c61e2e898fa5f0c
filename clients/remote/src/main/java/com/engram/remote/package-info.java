/**
 * The commands of {@code ./engram remote}: scores, batches, exports and webhooks of an Engram server from a terminal. Uses the
 * client for Java and nothing else of Engram.
 */
@NullMarked
package com.engram.remote;

import org.jspecify.annotations.NullMarked;
