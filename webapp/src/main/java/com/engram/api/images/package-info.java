/**
 * Resources of the API for uploads, images, projects, and exports. Imports web, web.intake, web.paging, and web.problems.
 */
@NullMarked
package com.engram.api.images;

import org.jspecify.annotations.NullMarked;
