/** Serves scores over HTTP by the SageMaker hosting contract. */
@NullMarked
package com.engram.inference.serving;

import org.jspecify.annotations.NullMarked;
