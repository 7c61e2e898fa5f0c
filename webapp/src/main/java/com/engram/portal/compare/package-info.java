/**
 * The page that compares images side by side.
 */
@NullMarked
package com.engram.portal.compare;

import org.jspecify.annotations.NullMarked;
