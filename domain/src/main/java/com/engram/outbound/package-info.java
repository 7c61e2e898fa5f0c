/**
 * Calls to addresses that a customer has given. Nothing of our own network can be reached by them.
 */
@NullMarked
package com.engram.outbound;

import org.jspecify.annotations.NullMarked;
