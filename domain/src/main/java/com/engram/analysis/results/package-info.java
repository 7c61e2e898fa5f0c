/**
 * Executes leases and records their outcomes: results, charges, costs, and the end of analyses and batches. It builds on
 * the aggregate, {@code backends} and {@code queue}, and on images, plans and the usage of plans.
 */
@NullMarked
package com.engram.analysis.results;

import org.jspecify.annotations.NullMarked;
