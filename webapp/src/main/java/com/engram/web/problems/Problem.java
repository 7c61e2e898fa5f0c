package com.engram.web.problems;

/**
 * What went wrong, for programs and people.
 *
 * @param type {@code about:blank}, as the code says more
 * @param title the status in words
 * @param status the HTTP status
 * @param code stable
 * @param detail one sentence that says what to do
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(String type, String title, int status, String code, String detail) {}
