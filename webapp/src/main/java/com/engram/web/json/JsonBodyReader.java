package com.engram.web.json;

import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of a request into a record or a {@link JsonObject}. Other JSON than the expected gets a 400 that names the
 * field. Liberty's own JSON binding is not used, because it never returns from a document that ends inside an object or a
 * list that it skips.
 *
 * <p>The size of the body is limited before it gets here.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
public class JsonBodyReader implements MessageBodyReader<Object> {

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord() || type == JsonObject.class;
    }

    /** The object that the body describes; null for an empty body and for the JSON value null. */
    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            return JsonDocuments.read(type, body.readAllBytes());
        } catch (JsonDocuments.InvalidJsonException e) {
            throw new ProblemException(problem(e), e);
        }
    }

    private static Problem problem(JsonDocuments.InvalidJsonException e) {
        String detail = String.valueOf(e.getMessage());
        String place =
                e.pointer().isEmpty() ? "The body is not the expected JSON: " : "The field " + e.pointer() + ": ";
        return Problem.of(400, "bad_request", place + detail)
                .withErrors(List.of(FieldProblem.inBody(e.pointer(), detail)));
    }
}
