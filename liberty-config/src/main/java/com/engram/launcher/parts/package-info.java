/** The processes that together are Engram. */
@NullMarked
package com.engram.launcher.parts;

import org.jspecify.annotations.NullMarked;
