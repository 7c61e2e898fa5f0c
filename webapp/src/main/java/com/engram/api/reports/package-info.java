/**
 * Resources of the API for reports as PDF, workbook and CSV. Imports web, web.downloads, web.language, web.problems, and web.reports.
 */
@NullMarked
package com.engram.api.reports;

import org.jspecify.annotations.NullMarked;
