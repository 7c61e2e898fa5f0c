/**
 * Areas of images, such as a logo or a face: how much of an image's memorability lies within them.
 */
@NullMarked
package com.engram.areas;

import org.jspecify.annotations.NullMarked;
