/** Checks an installation and what it depends on, and says what to do about what is wrong. */
@NullMarked
package com.engram.launcher.doctor;

import org.jspecify.annotations.NullMarked;
