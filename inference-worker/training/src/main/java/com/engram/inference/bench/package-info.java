/** Benchmarks of the engine, each beside a baseline from the same run. */
@NullMarked
package com.engram.inference.bench;

import org.jspecify.annotations.NullMarked;
