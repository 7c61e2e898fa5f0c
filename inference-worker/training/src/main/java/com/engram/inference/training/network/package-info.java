/** Trains networks: fine-tuning, checkpoints, width pruning and distillation. */
@NullMarked
package com.engram.inference.training.network;

import org.jspecify.annotations.NullMarked;
