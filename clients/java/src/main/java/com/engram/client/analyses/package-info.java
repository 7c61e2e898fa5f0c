/**
 * Analyses, their results and heatmaps, batches, comparisons and benchmarks. Imports client.http and client.images.
 */
@NullMarked
package com.engram.client.analyses;

import org.jspecify.annotations.NullMarked;
