/**
 * Failures as problem+json for programs and as pages for people.
 */
@NullMarked
package com.engram.web.problems;

import org.jspecify.annotations.NullMarked;
