/**
 * The audit log: who did what to what, when, and from where. Lines are added in the transaction of what they tell and
 * never changed.
 */
@NullMarked
package com.engram.audit;

import org.jspecify.annotations.NullMarked;
