package com.engram.mail;

import com.engram.language.Messages;

/**
 * An email in plain text.
 *
 * @param to one email address
 * @param subject one line
 */
public record Email(String to, String subject, String body) {

    /**
     * An email in the receiver's language.
     *
     * @param key of the bundles' sentences: {@code key.subject} and {@code key.body}, which have the same arguments
     */
    public static Email of(String to, Messages messages, String key, Object... arguments) {
        return new Email(
                to, messages.text(key + ".subject", arguments), messages.text(key + ".body", arguments) + "\n");
    }
}
