/**
 * Emails to people. A use case queues an email in its own transaction. The outbox delivers it to the mail server after the
 * commit; if no mail server is configured, the operator can read it there. May import {@code tenancy} and
 * {@code database}.
 */
@NullMarked
package com.engram.mail;

import org.jspecify.annotations.NullMarked;
