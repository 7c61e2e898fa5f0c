/**
 * The mail server, by Jakarta Mail.
 */
@NullMarked
package com.engram.mail.smtp;

import org.jspecify.annotations.NullMarked;
