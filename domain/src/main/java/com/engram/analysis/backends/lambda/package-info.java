/**
 * Scores images with an AWS Lambda function.
 */
@NullMarked
package com.engram.analysis.backends.lambda;

import org.jspecify.annotations.NullMarked;
