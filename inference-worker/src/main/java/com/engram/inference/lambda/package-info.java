/** The engine as an AWS Lambda function. */
@NullMarked
package com.engram.inference.lambda;

import org.jspecify.annotations.NullMarked;
