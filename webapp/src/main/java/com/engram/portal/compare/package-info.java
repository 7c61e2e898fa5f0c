/**
 * The page that compares images side by side. Imports gallery for its cards.
 */
@NullMarked
package com.engram.portal.compare;

import org.jspecify.annotations.NullMarked;
