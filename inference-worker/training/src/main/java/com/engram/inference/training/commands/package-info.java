/** The commands that train, evaluate and measure models. */
@NullMarked
package com.engram.inference.training.commands;

import org.jspecify.annotations.NullMarked;
