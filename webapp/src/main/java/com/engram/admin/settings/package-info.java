/**
 * The configuration reference as a page.
 */
@NullMarked
package com.engram.admin.settings;

import org.jspecify.annotations.NullMarked;
