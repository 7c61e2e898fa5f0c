/**
 * Sends emails over SMTP with Jakarta Mail, whose types stay in this package.
 */
@NullMarked
package com.engram.mail.smtp;

import org.jspecify.annotations.NullMarked;
