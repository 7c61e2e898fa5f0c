/**
 * JSON shapes and paging that the APIs share, and how JSON is read.
 */
@NullMarked
package com.engram.web.json;

import org.jspecify.annotations.NullMarked;
