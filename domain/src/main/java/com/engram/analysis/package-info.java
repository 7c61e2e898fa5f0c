/**
 * Analyses and batches of analyses: their states, their life cycle, and the repositories that read them. Builds on
 * {@code backends}, which defines what a scorer answers; the other packages of this feature build on this one.
 */
@NullMarked
package com.engram.analysis;

import org.jspecify.annotations.NullMarked;
