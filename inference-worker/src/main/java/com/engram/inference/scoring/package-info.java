/** A picture's score: the model's answer with its interval, percentile, map and doubts. */
@NullMarked
package com.engram.inference.scoring;

import org.jspecify.annotations.NullMarked;
