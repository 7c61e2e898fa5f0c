/**
 * Rendering of pages: views, their layout, assets, charts, and QR codes. Imports web and web.cookies.
 */
@NullMarked
package com.engram.web.pages;

import org.jspecify.annotations.NullMarked;
