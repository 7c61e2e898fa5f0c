package com.engram.mail;

/**
 * An email in plain text.
 *
 * @param to one email address
 * @param subject one line
 */
public record Email(String to, String subject, String body) {}
