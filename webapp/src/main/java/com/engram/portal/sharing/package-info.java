/**
 * Share links and the page behind them. Imports images for the display of scores.
 */
@NullMarked
package com.engram.portal.sharing;

import org.jspecify.annotations.NullMarked;
