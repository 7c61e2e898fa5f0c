/**
 * The start page and its try-it box, which needs no account.
 */
@NullMarked
package com.engram.portal.tryit;

import org.jspecify.annotations.NullMarked;
