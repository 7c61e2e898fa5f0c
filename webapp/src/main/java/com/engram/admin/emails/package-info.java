/**
 * Emails that wait in the outbox, for operators.
 */
@NullMarked
package com.engram.admin.emails;

import org.jspecify.annotations.NullMarked;
