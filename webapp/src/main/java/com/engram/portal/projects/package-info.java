/**
 * Pages of projects.
 */
@NullMarked
package com.engram.portal.projects;

import org.jspecify.annotations.NullMarked;
