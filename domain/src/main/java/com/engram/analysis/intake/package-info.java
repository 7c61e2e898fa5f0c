/**
 * Accepts requests for analyses, single and in batches, and reuses existing results.
 */
@NullMarked
package com.engram.analysis.intake;

import org.jspecify.annotations.NullMarked;
