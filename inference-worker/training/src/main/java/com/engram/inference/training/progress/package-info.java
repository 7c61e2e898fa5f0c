/** Reports the progress of a training run. */
@NullMarked
package com.engram.inference.training.progress;

import org.jspecify.annotations.NullMarked;
