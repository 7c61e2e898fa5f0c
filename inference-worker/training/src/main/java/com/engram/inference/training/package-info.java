/** Trains models on rated images, and prunes networks to a smaller width. */
@NullMarked
package com.engram.inference.training;

import org.jspecify.annotations.NullMarked;
