/**
 * Pages of batches and their results.
 */
@NullMarked
package com.engram.portal.batches;

import org.jspecify.annotations.NullMarked;
