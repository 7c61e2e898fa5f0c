/** Statistics and linear algebra: rank correlation, bootstrap, ridge regression and principal components. */
@NullMarked
package com.engram.inference.training.statistics;

import org.jspecify.annotations.NullMarked;
