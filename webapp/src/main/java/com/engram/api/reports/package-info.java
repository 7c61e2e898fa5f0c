/**
 * Resources of the API for reports as PDF. Imports web, web.language, web.problems, and web.reports.
 */
@NullMarked
package com.engram.api.reports;

import org.jspecify.annotations.NullMarked;
