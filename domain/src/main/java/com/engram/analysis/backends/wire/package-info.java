/**
 * The JSON that every backend takes and answers, and how failed calls are classified.
 */
@NullMarked
package com.engram.analysis.backends.wire;

import org.jspecify.annotations.NullMarked;
