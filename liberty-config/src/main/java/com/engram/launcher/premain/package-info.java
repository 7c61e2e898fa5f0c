/**
 * A Java agent for child processes: they exit when the launcher that started them is gone.
 */
@NullMarked
package com.engram.launcher.premain;

import org.jspecify.annotations.NullMarked;
