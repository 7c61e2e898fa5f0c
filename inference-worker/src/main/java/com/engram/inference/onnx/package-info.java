/** Scoring by ONNX Runtime: the graph written from a model, and the session that runs it. */
@NullMarked
package com.engram.inference.onnx;

import org.jspecify.annotations.NullMarked;
