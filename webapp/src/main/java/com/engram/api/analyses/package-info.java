/**
 * Resources of the API for analyses, batches, and heatmaps. Imports web, web.intake, web.json, web.maps, web.paging, and
 * web.problems.
 */
@NullMarked
package com.engram.api.analyses;

import org.jspecify.annotations.NullMarked;
