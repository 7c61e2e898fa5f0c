/**
 * Pages of the plan, the subscription and usage.
 */
@NullMarked
package com.engram.portal.billing;

import org.jspecify.annotations.NullMarked;
