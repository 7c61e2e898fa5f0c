package com.engram.mail;

/** What takes letters to their readers. */
public interface EmailSender {

    /**
     * Hands a letter over.
     *
     * @throws EmailNotDeliveredException if it was not taken, so that another attempt is due
     */
    Handover take(Email letter);

    /** What became of a letter. */
    enum Handover {
        /** A mail server has it; what it says need not be kept. */
        SENT,
        /** Nobody has it but the outbox. */
        KEPT
    }
}
