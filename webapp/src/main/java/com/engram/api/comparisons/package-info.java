/**
 * Resources of the API for comparisons of images. Imports web, web.idempotency, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.comparisons;

import org.jspecify.annotations.NullMarked;
