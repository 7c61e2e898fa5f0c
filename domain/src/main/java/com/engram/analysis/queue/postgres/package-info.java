/**
 * Receives the queue's notifications through PostgreSQL LISTEN.
 */
@NullMarked
package com.engram.analysis.queue.postgres;

import org.jspecify.annotations.NullMarked;
