/**
 * What a tenant has bought and what of it is left.
 */
@NullMarked
package com.engram.plans;

import org.jspecify.annotations.NullMarked;
