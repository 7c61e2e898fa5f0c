/**
 * Webhook endpoints, events and deliveries, by the Standard Webhooks specification. Imports the audit log and the outbound
 * HTTP client.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@NullMarked
package com.engram.webhooks;

import org.jspecify.annotations.NullMarked;
