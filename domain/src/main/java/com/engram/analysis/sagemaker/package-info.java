/**
 * Scoring by the engine behind a SageMaker endpoint, at once or by way of a queue that scales to zero.
 */
@NullMarked
package com.engram.analysis.sagemaker;

import org.jspecify.annotations.NullMarked;
