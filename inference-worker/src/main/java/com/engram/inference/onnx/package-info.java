/** Runs models with ONNX Runtime: the exported graph and the session that executes it. */
@NullMarked
package com.engram.inference.onnx;

import org.jspecify.annotations.NullMarked;
