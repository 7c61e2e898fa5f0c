/** Decodes images in the current process with OpenCV, ImageIO and FFmpeg, converts them to sRGB, and writes previews and thumbnails. */
@NullMarked
package com.engram.inference.image.decoding;

import org.jspecify.annotations.NullMarked;
