/** DJL PyTorch: the reference that trains, backpropagates and runs on a GPU. */
@NullMarked
package com.engram.inference.djl;

import org.jspecify.annotations.NullMarked;
