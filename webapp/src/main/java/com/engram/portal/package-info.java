/**
 * The pages of a tenant.
 */
@NullMarked
package com.engram.portal;

import org.jspecify.annotations.NullMarked;
