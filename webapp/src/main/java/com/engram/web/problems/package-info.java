/**
 * Failures as clients see them: RFC 9457 problems for programs, and pages for people. Imports web and web.pages.
 */
@NullMarked
package com.engram.web.problems;

import org.jspecify.annotations.NullMarked;
