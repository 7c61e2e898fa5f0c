/**
 * Accepts requests for analyses, single and in batches, reuses existing results, and retries failed analyses. Imports the
 * aggregate, the backends, the queue and the results of {@code analysis}, and the features images, plans and tenancy.
 */
@NullMarked
package com.engram.analysis.intake;

import org.jspecify.annotations.NullMarked;
