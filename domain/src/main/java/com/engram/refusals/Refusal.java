package com.engram.refusals;

import com.engram.language.Message;

/**
 * Why a request was refused.
 *
 * @param reason for programs, which act on it
 * @param detail for clients of the API, in English: one sentence that says what is wrong and what to do
 * @param message the same for people, in the language of the reader
 */
public record Refusal(RefusalReason reason, String detail, Message message) {

    /** A refusal whose sentence for people is that of its reason. */
    public Refusal(RefusalReason reason, String detail) {
        this(reason, detail, Message.of("refusal." + reason.code()));
    }
}
