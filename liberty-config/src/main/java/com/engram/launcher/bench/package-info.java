/** Measures the whole product, as its user has it. */
@NullMarked
package com.engram.launcher.bench;

import org.jspecify.annotations.NullMarked;
