/**
 * The server's configuration as a page, read from the documented table of properties.
 */
@NullMarked
package com.engram.admin.settings;

import org.jspecify.annotations.NullMarked;
