/** The AWS resources of an installation: the settings, and the stacks that are made from them. */
@NullMarked
package com.engram.cloud;

import org.jspecify.annotations.NullMarked;
