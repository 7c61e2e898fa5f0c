/**
 * Scores images with a self-hosted inference worker over HTTP.
 */
@NullMarked
package com.engram.analysis.backends.worker;

import org.jspecify.annotations.NullMarked;
