/** The vocabulary of decoding: what is requested, what comes back, and why an image is rejected. */
@NullMarked
package com.engram.inference.image;

import org.jspecify.annotations.NullMarked;
