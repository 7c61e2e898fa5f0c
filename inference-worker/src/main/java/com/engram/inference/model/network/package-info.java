/** Convolutional networks: layers, weights and the safetensors file format. */
@NullMarked
package com.engram.inference.model.network;

import org.jspecify.annotations.NullMarked;
