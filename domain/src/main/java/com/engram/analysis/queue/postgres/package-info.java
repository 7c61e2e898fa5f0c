/** Receives PostgreSQL notifications and fires them as CDI events. Nothing imports this package. */
@NullMarked
package com.engram.analysis.queue.postgres;

import org.jspecify.annotations.NullMarked;
