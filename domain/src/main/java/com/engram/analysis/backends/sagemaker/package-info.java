/**
 * Scores images and computes deep heatmaps with SageMaker endpoints, synchronous and asynchronous.
 */
@NullMarked
package com.engram.analysis.backends.sagemaker;

import org.jspecify.annotations.NullMarked;
