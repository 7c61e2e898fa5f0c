/**
 * Scoring costs and margins: page and API.
 */
@NullMarked
package com.engram.admin.costs;

import org.jspecify.annotations.NullMarked;
