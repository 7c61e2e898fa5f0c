/**
 * The page of one image: score, heatmaps, areas, notes and share links. Imports projects for its menu.
 */
@NullMarked
package com.engram.portal.images;

import org.jspecify.annotations.NullMarked;
