/**
 * What-ifs: how much a change of a picture would change its score, and which changes are worth trying first.
 * Imports the aggregate, the backends and the variants of {@code analysis}, and the features images and plans.
 */
@NullMarked
package com.engram.analysis.whatifs;

import org.jspecify.annotations.NullMarked;
