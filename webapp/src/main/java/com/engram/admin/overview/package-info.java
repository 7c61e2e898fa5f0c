/**
 * The console's first page: what an operator should look at.
 */
@NullMarked
package com.engram.admin.overview;

import org.jspecify.annotations.NullMarked;
