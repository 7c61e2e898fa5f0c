/**
 * Licence plans: page and API.
 */
@NullMarked
package com.engram.admin.plans;

import org.jspecify.annotations.NullMarked;
