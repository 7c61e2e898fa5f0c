/** The command line of the engine. */
@NullMarked
package com.engram.inference.commands;

import org.jspecify.annotations.NullMarked;
