package com.engram.notifications;

import java.util.List;

/**
 * What is to be told about one event.
 *
 * @param kind which setting of the receiver applies
 * @param subject the event within its kind: the receiver learns of it once
 * @param sentence key of the sentence in the product
 * @param arguments of that sentence: texts and numbers
 * @param page path of the page that the sentence leads to
 */
record Notice(NotificationKind kind, String subject, String sentence, List<Object> arguments, String page) {

    Notice {
        arguments = List.copyOf(arguments);
    }
}
