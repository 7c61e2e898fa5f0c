package com.engram.mail;

/** An email was queued. Fired in the transaction that queues it. */
public record EmailsQueued() {}
