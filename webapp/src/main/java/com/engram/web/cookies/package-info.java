/**
 * Cookies: sessions, sealed values, and CSRF tokens.
 */
@NullMarked
package com.engram.web.cookies;

import org.jspecify.annotations.NullMarked;
