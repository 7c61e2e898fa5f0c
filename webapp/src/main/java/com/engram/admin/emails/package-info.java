/**
 * The outbox: page and API.
 */
@NullMarked
package com.engram.admin.emails;

import org.jspecify.annotations.NullMarked;
