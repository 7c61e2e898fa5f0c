/**
 * Operators: invites them, changes their roles, and removes them.
 */
@NullMarked
package com.engram.admin.operators;

import org.jspecify.annotations.NullMarked;
