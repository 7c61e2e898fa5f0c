/**
 * Read-only views of analyses: the gallery, usage over time, and scoring costs.
 */
@NullMarked
package com.engram.analysis.reports;

import org.jspecify.annotations.NullMarked;
