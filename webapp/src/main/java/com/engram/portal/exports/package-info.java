/**
 * Downloads of results and of a whole account.
 */
@NullMarked
package com.engram.portal.exports;

import org.jspecify.annotations.NullMarked;
