/**
 * Reports of an image, a comparison, and a project: as PDF in the tenant's brand, and as tables. Imports web, web.downloads,
 * web.maps, web.pages, web.problems, and web.results.
 */
@NullMarked
package com.engram.web.reports;

import org.jspecify.annotations.NullMarked;
