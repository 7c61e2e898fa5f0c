/**
 * Notes that people write on an image, and whom they mention in them.
 */
@NullMarked
package com.engram.notes;

import org.jspecify.annotations.NullMarked;
