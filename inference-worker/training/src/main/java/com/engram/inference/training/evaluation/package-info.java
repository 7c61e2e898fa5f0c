/** Evaluates predictions and heatmaps on images that the model was not trained on. */
@NullMarked
package com.engram.inference.training.evaluation;

import org.jspecify.annotations.NullMarked;
