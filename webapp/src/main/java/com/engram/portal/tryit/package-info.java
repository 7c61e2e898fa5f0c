/**
 * The start page and its try-it box, which needs no account. Imports billing for the price list and images for the display of
 * scores.
 */
@NullMarked
package com.engram.portal.tryit;

import org.jspecify.annotations.NullMarked;
