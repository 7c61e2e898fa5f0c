/**
 * Scoring backends behind one port: requests and outcomes, circuit breakers, the operator's modes, and the choice of the
 * model. The packages below are adapters for one backend each, and {@code wire}, which they share.
 */
@NullMarked
package com.engram.analysis.backends;

import org.jspecify.annotations.NullMarked;
