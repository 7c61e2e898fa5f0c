package com.engram.inference.serving;

/**
 * An error response by RFC 9457.
 *
 * @param type the type of the problem, always {@code about:blank}
 * @param title a short description
 * @param status the HTTP status
 * @param code the stable code
 * @param detail a sentence for the client
 */
record Problem(String type, String title, int status, String code, String detail) {
    static Problem of(int status, String title, String code, String detail) {
        return new Problem("about:blank", title, status, code, detail);
    }
}
