/**
 * Resources of the API for the caller itself: its key, its account, and what it may do. Imports web and web.problems.
 */
@NullMarked
package com.engram.api.account;

import org.jspecify.annotations.NullMarked;
