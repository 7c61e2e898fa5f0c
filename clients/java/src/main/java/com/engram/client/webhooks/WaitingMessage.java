package com.engram.client.webhooks;

import java.util.Map;

/**
 * A message that waits at an endpoint with the URL {@link Webhooks#LISTEN}.
 *
 * @param messageId the same in each attempt to deliver the message
 * @param type of the event
 * @param headers that the message is sent with; the signature is as fresh as the answer
 * @param body the exact text that was signed
 */
public record WaitingMessage(String messageId, String type, Map<String, String> headers, String body) {}
