/** Measures the engine against its baselines, in one run. */
@NullMarked
package com.engram.inference.bench;

import org.jspecify.annotations.NullMarked;
