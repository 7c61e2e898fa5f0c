/**
 * Delivers the emails of the outbox.
 */
@NullMarked
package com.engram.jobs.mail;

import org.jspecify.annotations.NullMarked;
