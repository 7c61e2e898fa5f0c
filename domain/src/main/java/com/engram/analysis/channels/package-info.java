/**
 * Channels: the formats in which a picture is published, the best crop for each of them, and its score.
 * Imports the aggregate, the backends and the variants of {@code analysis}, and the features images and plans.
 */
@NullMarked
package com.engram.analysis.channels;

import org.jspecify.annotations.NullMarked;
