/**
 * Pages of lists: what a client asks for, what a query returns, and what the API answers. Imports web.problems.
 */
@NullMarked
package com.engram.web.paging;

import org.jspecify.annotations.NullMarked;
