/**
 * Resources of the API for reality checks: results of campaigns beside the scores of their images. Imports web, web.idempotency,
 * web.intake, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.realitychecks;

import org.jspecify.annotations.NullMarked;
