/** Scores images with the engine as an AWS Lambda function. Nothing imports this package. */
@NullMarked
package com.engram.analysis.scorers.lambda;

import org.jspecify.annotations.NullMarked;
