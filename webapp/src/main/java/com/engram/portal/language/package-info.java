/**
 * Changes the language of the pages.
 */
@NullMarked
package com.engram.portal.language;

import org.jspecify.annotations.NullMarked;
