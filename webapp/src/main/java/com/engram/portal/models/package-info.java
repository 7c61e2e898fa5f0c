/** The page of an account's own models: rated data sets, training, the comparison with the default model, and approval. */
@NullMarked
package com.engram.portal.models;

import org.jspecify.annotations.NullMarked;
