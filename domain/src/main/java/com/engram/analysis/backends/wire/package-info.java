/** The engine's JSON format and the classification of connection failures. The adapters of {@code backends} share them. */
@NullMarked
package com.engram.analysis.backends.wire;

import org.jspecify.annotations.NullMarked;
