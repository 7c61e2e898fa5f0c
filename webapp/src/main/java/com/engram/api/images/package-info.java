/**
 * Resources of the API for uploads, images with their areas and notes, projects, and exports. Imports web, web.intake, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.images;

import org.jspecify.annotations.NullMarked;
