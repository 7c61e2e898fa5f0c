/**
 * Rate limits that all servers share. Imports no other package of Engram.
 */
@NullMarked
package com.engram.limits;

import org.jspecify.annotations.NullMarked;
