/** Untrusted bytes to upright sRGB pixels: the header guard, the decoder, and what is derived for showing. */
@NullMarked
package com.engram.inference.picture;

import org.jspecify.annotations.NullMarked;
