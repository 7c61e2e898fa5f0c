/** Backup and restore of an installation: its database, objects and secrets in one file. */
@NullMarked
package com.engram.launcher.backup;

import org.jspecify.annotations.NullMarked;
