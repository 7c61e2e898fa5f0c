package com.engram.mail;

/** A letter was written; fired in the transaction that writes it. */
public record EmailsQueued() {}
