/**
 * Scoring by a self-hosted inference worker over HTTP.
 */
@NullMarked
package com.engram.analysis.worker;

import org.jspecify.annotations.NullMarked;
