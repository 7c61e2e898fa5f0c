/**
 * Heatmaps as images. Imports nothing of the web application.
 */
@NullMarked
package com.engram.web.maps;

import org.jspecify.annotations.NullMarked;
