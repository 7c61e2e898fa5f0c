/** Decodes coded images of AVIF and HEIC files with FFmpeg, and maps high dynamic range to sRGB. */
@NullMarked
package com.engram.inference.image.ffmpeg;

import org.jspecify.annotations.NullMarked;
