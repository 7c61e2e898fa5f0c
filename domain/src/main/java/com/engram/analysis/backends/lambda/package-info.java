/** Scores images with the engine as an AWS Lambda function. Nothing imports this package. */
@NullMarked
package com.engram.analysis.backends.lambda;

import org.jspecify.annotations.NullMarked;
