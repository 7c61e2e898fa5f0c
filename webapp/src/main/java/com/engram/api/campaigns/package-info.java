/**
 * Resources of the API for results of campaigns. Imports web, web.idempotency, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.campaigns;

import org.jspecify.annotations.NullMarked;
