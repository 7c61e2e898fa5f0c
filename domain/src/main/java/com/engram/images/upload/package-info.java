/**
 * How images come in: signed uploads, ZIP archives, and imports from a URL.
 */
@NullMarked
package com.engram.images.upload;

import org.jspecify.annotations.NullMarked;
