/** Reads image files in plain Java, before any decoder sees them: format, dimensions, orientation, colour profile and structure. */
@NullMarked
package com.engram.inference.image.headers;

import org.jspecify.annotations.NullMarked;
