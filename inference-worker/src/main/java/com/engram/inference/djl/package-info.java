/** Runs models with DJL PyTorch: the reference implementation, GPU inference, training and deep heatmaps. */
@NullMarked
package com.engram.inference.djl;

import org.jspecify.annotations.NullMarked;
