/**
 * Rendering of pages: views, layout, assets, and charts.
 */
@NullMarked
package com.engram.web.pages;

import org.jspecify.annotations.NullMarked;
