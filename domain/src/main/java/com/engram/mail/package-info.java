/**
 * Letters to people. A use case writes a letter in its own transaction; the postman takes it to the mail server
 * afterwards, or, where none is configured, leaves it in the outbox for the operator to read.
 */
@NullMarked
package com.engram.mail;

import org.jspecify.annotations.NullMarked;
