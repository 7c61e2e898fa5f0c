package com.engram.client.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that is not a success, by RFC 9457.
 *
 * @param code stable; programs may compare it
 * @param detail what is wrong and what to do, for people
 * @param errors which fields or parameters are wrong; empty if the problem is not one of fields
 */
public record Problem(String code, String detail, List<FieldProblem> errors) {

    /** Fields that are absent become empty. */
    @SuppressWarnings("NullAway") // Jackson passes null for fields that are absent
    public Problem {
        code = code == null ? "unknown" : code;
        detail = detail == null ? "" : detail;
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /**
     * What is wrong with one field or parameter.
     *
     * @param pointer the field of the body, as a JSON pointer; null for a parameter
     * @param parameter the parameter of the query or form; null for a field of the body
     */
    public record FieldProblem(
            String detail,
            @Nullable String pointer,
            @Nullable String parameter) {}
}
