/**
 * The port to a scoring service: what a scorer is asked, what it answers, and the models that it serves. The packages below are
 * adapters for one kind of scorer each, {@code wire}, which they share, and {@code estimates}.
 */
@NullMarked
package com.engram.analysis.scorers;

import org.jspecify.annotations.NullMarked;
