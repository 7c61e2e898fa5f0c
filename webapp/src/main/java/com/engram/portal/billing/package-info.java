/**
 * Pages of plan, subscription, and usage.
 */
@NullMarked
package com.engram.portal.billing;

import org.jspecify.annotations.NullMarked;
