/**
 * Pages of a picture in its channels, and of its what-ifs. Imports web, web.pages, and web.problems.
 */
@NullMarked
package com.engram.portal.variants;

import org.jspecify.annotations.NullMarked;
