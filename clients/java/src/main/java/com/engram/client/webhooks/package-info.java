/**
 * Webhooks: verifying the messages that a server receives, managing endpoints, and collecting messages without a public
 * address. Imports client.http.
 */
@NullMarked
package com.engram.client.webhooks;

import org.jspecify.annotations.NullMarked;
