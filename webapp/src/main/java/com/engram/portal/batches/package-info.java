/**
 * Pages of batches and their results. Imports exports, images and projects.
 */
@NullMarked
package com.engram.portal.batches;

import org.jspecify.annotations.NullMarked;
