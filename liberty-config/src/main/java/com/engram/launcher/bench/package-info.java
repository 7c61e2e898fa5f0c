/** Benchmarks of the whole product, started as a user starts it. */
@NullMarked
package com.engram.launcher.bench;

import org.jspecify.annotations.NullMarked;
