/** The worker's HTTP face: SageMaker's hosting contract. */
@NullMarked
package com.engram.inference.serving;

import org.jspecify.annotations.NullMarked;
