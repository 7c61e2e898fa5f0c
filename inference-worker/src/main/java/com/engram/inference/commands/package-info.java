/** The command line. */
@NullMarked
package com.engram.inference.commands;

import org.jspecify.annotations.NullMarked;
