/**
 * The page of one image: score and heatmap.
 */
@NullMarked
package com.engram.portal.images;

import org.jspecify.annotations.NullMarked;
