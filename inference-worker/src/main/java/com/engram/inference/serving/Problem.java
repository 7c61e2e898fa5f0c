package com.engram.inference.serving;

/** A refusal as it goes over the wire: RFC 9457 with a stable code. */
public record Problem(String type, String title, int status, String code, String detail) {
    static Problem of(int status, String title, String code, String detail) {
        return new Problem("about:blank", title, status, code, detail);
    }
}
