/**
 * Takes written letters to the mail server.
 */
@NullMarked
package com.engram.jobs.mail;

import org.jspecify.annotations.NullMarked;
