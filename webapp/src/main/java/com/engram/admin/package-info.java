/**
 * What the operator sees and does.
 */
@NullMarked
package com.engram.admin;

import org.jspecify.annotations.NullMarked;
