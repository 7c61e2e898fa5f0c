/** A memorability model: its manifest, its weights, the engine that runs it and the heatmaps it produces. This package needs no native library. */
@NullMarked
package com.engram.inference.model;

import org.jspecify.annotations.NullMarked;
