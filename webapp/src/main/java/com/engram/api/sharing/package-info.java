/**
 * Resources of the API for share links, and the comments of guests. Imports web, web.idempotency, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.sharing;

import org.jspecify.annotations.NullMarked;
