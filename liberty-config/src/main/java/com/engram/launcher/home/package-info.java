/** The folder that holds everything one installation must remember. */
@NullMarked
package com.engram.launcher.home;

import org.jspecify.annotations.NullMarked;
