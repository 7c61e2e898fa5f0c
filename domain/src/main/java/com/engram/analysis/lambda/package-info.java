/**
 * Scoring by the engine as an AWS Lambda function.
 */
@NullMarked
package com.engram.analysis.lambda;

import org.jspecify.annotations.NullMarked;
