/**
 * Scores edited variants of an image, and keeps one as an image of its own.
 * Imports the aggregate, the backends and the intake of {@code analysis}, and the features images, plans and tenancy.
 */
@NullMarked
package com.engram.analysis.variants;

import org.jspecify.annotations.NullMarked;
