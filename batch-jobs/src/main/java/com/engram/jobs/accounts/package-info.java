/**
 * Erases closed accounts when they are due.
 */
@NullMarked
package com.engram.jobs.accounts;

import org.jspecify.annotations.NullMarked;
