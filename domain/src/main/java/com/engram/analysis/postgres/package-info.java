/**
 * News of the queue and of results, carried between servers by PostgreSQL.
 */
@NullMarked
package com.engram.analysis.postgres;

import org.jspecify.annotations.NullMarked;
