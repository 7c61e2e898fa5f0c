/**
 * Scoring costs and margins for operators: page and API.
 */
@NullMarked
package com.engram.admin.costs;

import org.jspecify.annotations.NullMarked;
