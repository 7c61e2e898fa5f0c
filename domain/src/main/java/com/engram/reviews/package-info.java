/**
 * Reviews of images: which are drafts, in review or approved, by whom and when.
 */
@NullMarked
package com.engram.reviews;

import org.jspecify.annotations.NullMarked;
