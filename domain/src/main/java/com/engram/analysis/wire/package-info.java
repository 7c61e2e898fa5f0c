/**
 * The engine's JSON, which every backend speaks however it is reached.
 */
@NullMarked
package com.engram.analysis.wire;

import org.jspecify.annotations.NullMarked;
