/** The scorers: the Lambda function, as an archive or as an image, and the SageMaker endpoints. */
@NullMarked
package com.engram.cloud.scorers;

import org.jspecify.annotations.NullMarked;
