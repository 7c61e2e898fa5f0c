/** The engine's JSON format and the classification of connection failures. The adapters of {@code scorers} share them. */
@NullMarked
package com.engram.analysis.scorers.wire;

import org.jspecify.annotations.NullMarked;
