/** The last step of a model: from pooled features to the score. */
@NullMarked
package com.engram.inference.model.head;

import org.jspecify.annotations.NullMarked;
