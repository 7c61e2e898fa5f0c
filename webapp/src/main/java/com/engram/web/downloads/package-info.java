/**
 * CSV downloads.
 */
@NullMarked
package com.engram.web.downloads;

import org.jspecify.annotations.NullMarked;
