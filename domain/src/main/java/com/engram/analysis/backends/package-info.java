/**
 * The scorers that the configuration names, each behind a circuit breaker and a limit: their order, the operator's modes, and
 * the choice of the model.
 */
@NullMarked
package com.engram.analysis.backends;

import org.jspecify.annotations.NullMarked;
