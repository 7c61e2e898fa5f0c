/**
 * Scores, places and comparisons as people read them, on pages and in reports. Imports nothing of the web application.
 */
@NullMarked
package com.engram.web.results;

import org.jspecify.annotations.NullMarked;
