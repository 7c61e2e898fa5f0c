/**
 * Compares images by their current results, with the probability that one is the more memorable, and keeps comparisons.
 * Imports the aggregate and the backends of {@code analysis}, and the features images, plans and tenancy.
 */
@NullMarked
package com.engram.analysis.comparisons;

import org.jspecify.annotations.NullMarked;
