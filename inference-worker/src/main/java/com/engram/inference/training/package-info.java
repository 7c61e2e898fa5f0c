/** Fine-tuning, folds and honest measuring. */
@NullMarked
package com.engram.inference.training;

import org.jspecify.annotations.NullMarked;
