package com.engram.mail;

/**
 * A letter in plain text.
 *
 * @param to one e-mail address
 * @param subject one line
 * @param body what it says
 */
public record Email(String to, String subject, String body) {}
