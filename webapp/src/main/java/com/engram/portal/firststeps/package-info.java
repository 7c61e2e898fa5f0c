/**
 * The first steps in an account, and its sample project.
 */
@NullMarked
package com.engram.portal.firststeps;

import org.jspecify.annotations.NullMarked;
