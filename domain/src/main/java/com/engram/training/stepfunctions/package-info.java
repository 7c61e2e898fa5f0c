/** Trains models by a state machine of AWS Step Functions, which runs jobs of SageMaker. Nothing imports this package. */
@NullMarked
package com.engram.training.stepfunctions;

import org.jspecify.annotations.NullMarked;
