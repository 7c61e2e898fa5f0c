/** Scores images with a self-hosted inference worker over HTTP. Nothing imports this package. */
@NullMarked
package com.engram.analysis.scorers.worker;

import org.jspecify.annotations.NullMarked;
