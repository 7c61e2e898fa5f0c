/** An installation in one file: its database, its objects and its secrets. */
@NullMarked
package com.engram.launcher.backup;

import org.jspecify.annotations.NullMarked;
