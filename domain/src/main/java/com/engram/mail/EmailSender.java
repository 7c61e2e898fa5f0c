package com.engram.mail;

/** Sends emails. */
public interface EmailSender {

    /**
     * Sends an email.
     *
     * @throws EmailNotDeliveredException if the mail server did not accept it; another attempt may succeed
     */
    SendResult send(Email email);

    /** The result of sending an email. */
    enum SendResult {
        /** A mail server has accepted it. */
        SENT,
        /** No mail server is configured. The email stays in the outbox. */
        KEPT
    }
}
