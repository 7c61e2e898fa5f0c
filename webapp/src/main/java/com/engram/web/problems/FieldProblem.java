package com.engram.web.problems;

import jakarta.json.bind.annotation.JsonbNillable;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field or parameter of a request.
 *
 * @param detail what is wrong with it
 * @param pointer the field in the JSON of the body, as a JSON pointer (RFC 6901); empty for the whole document, null for a
 *     parameter
 * @param parameter the name of the parameter in the query or form; null for a field of the body
 */
@JsonbNillable(false)
public record FieldProblem(
        String detail, @Nullable String pointer, @Nullable String parameter) {

    /** A problem of a field in the JSON of the body. */
    public static FieldProblem inBody(String pointer, String detail) {
        return new FieldProblem(detail, pointer, null);
    }

    /** A problem of a parameter in the query or in a form. */
    public static FieldProblem inParameter(String name, String detail) {
        return new FieldProblem(detail, null, name);
    }
}
