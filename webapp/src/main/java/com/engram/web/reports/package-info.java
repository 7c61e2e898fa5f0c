/**
 * Reports as PDF: of an image, a comparison, and a project, in the tenant's brand. Imports web.maps, web.pages, web.problems, and web.results.
 */
@NullMarked
package com.engram.web.reports;

import org.jspecify.annotations.NullMarked;
