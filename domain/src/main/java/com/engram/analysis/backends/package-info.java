/**
 * The scoring backends behind one port: what they are asked, what they answer, which are healthy, and which model
 * they use.
 */
@NullMarked
package com.engram.analysis.backends;

import org.jspecify.annotations.NullMarked;
