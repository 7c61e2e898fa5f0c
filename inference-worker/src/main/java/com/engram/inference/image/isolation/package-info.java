/** Decodes images in child processes that can be killed, for files that are not trusted. */
@NullMarked
package com.engram.inference.image.isolation;

import org.jspecify.annotations.NullMarked;
