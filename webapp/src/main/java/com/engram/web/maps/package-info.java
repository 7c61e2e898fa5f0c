/**
 * Heatmaps as pictures.
 */
@NullMarked
package com.engram.web.maps;

import org.jspecify.annotations.NullMarked;
