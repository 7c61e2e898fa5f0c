/** Models of a tenant's own: rated data sets, training on them, the comparison with the default model, and approval. */
@NullMarked
package com.engram.training;

import org.jspecify.annotations.NullMarked;
