/** Starts Engram on one machine with one command, and keeps it running. */
@NullMarked
package com.engram.launcher;

import org.jspecify.annotations.NullMarked;
