/** Reads S3's messages about arrived uploads from a queue of Amazon SQS. Nothing imports this package. */
@NullMarked
package com.engram.analysis.arrivals.sqs;

import org.jspecify.annotations.NullMarked;
