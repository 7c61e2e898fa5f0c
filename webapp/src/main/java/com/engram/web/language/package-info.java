/**
 * The language of a request. Imports web and web.cookies.
 */
@NullMarked
package com.engram.web.language;

import org.jspecify.annotations.NullMarked;
