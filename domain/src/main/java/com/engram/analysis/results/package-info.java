/**
 * Carries out leases and records their outcomes: results, charges, costs, and finished batches.
 */
@NullMarked
package com.engram.analysis.results;

import org.jspecify.annotations.NullMarked;
