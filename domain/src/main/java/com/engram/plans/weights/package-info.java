/** The terms of the weights of models, which the operator accepts before anybody pays. */
@NullMarked
package com.engram.plans.weights;

import org.jspecify.annotations.NullMarked;
