/**
 * What accounts leave behind, and when it goes.
 */
@NullMarked
package com.engram.jobs.accounts;

import org.jspecify.annotations.NullMarked;
