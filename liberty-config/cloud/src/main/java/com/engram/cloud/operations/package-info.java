/** Alarms, the dashboard, and the budget. */
@NullMarked
package com.engram.cloud.operations;

import org.jspecify.annotations.NullMarked;
