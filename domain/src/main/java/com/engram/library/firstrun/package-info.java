/**
 * The first days of an account: the first steps that its people are led to, and a sample project.
 */
@NullMarked
package com.engram.library.firstrun;

import org.jspecify.annotations.NullMarked;
