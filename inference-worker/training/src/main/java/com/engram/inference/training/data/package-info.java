/** Training data: rated images, cross-validation folds, augmentation and generated pages. */
@NullMarked
package com.engram.inference.training.data;

import org.jspecify.annotations.NullMarked;
