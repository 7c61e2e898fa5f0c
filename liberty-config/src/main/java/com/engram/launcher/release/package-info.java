/** Writes a release: a ZIP file with what the build makes, its checksums, and the list of what it contains. */
@NullMarked
package com.engram.launcher.release;

import org.jspecify.annotations.NullMarked;
