/** Scores images with the engine behind SageMaker endpoints, synchronous or asynchronous. Nothing imports this package. */
@NullMarked
package com.engram.analysis.scorers.sagemaker;

import org.jspecify.annotations.NullMarked;
