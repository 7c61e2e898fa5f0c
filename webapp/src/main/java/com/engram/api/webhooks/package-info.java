/**
 * Resources of the API for webhook endpoints, and the events that are sent to them. Imports api.analyses, web, web.json,
 * web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.webhooks;

import org.jspecify.annotations.NullMarked;
