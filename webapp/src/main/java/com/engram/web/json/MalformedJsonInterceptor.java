package com.engram.web.json;

import jakarta.annotation.Priority;
import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON that cannot be read into a 400, because it is the caller's fault. JSON that cannot be written stays a failure
 * of the server.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class MalformedJsonInterceptor implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonbException | JsonException e) {
            throw findRefusal(e).orElseGet(() -> new BadRequestException("The body is not the expected JSON", e));
        }
    }

    /** The exception of the body's stream, if that is why the JSON could not be read: the body was too large. */
    private static Optional<ClientErrorException> findRefusal(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(ClientErrorException.class::isInstance)
                .map(ClientErrorException.class::cast)
                .findFirst();
    }
}
