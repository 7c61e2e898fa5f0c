/**
 * The queue, scoring backends, failures and metrics: page and API.
 */
@NullMarked
package com.engram.admin.operations;

import org.jspecify.annotations.NullMarked;
