/** Training a model on spot instances, its evaluation, its registration, and its roll-out by approval. */
@NullMarked
package com.engram.cloud.training;

import org.jspecify.annotations.NullMarked;
