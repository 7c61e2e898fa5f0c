package com.engram.language;

import java.util.List;

/**
 * A sentence for people, without its language: the reader's language is known only where it is shown.
 *
 * @param key its key in the bundles, such as {@code refusal.queue_full}
 * @param arguments its arguments: texts, numbers, or other messages
 */
public record Message(String key, List<Object> arguments) {

    public Message {
        arguments = List.copyOf(arguments);
    }

    /** The sentence of that key with its arguments. */
    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }
}
