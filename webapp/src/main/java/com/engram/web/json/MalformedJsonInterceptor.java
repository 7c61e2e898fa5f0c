package com.engram.web.json;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells JSON that cannot be read, which is the caller's fault, from JSON that cannot be written, which is ours. */
@Provider
public class MalformedJsonInterceptor implements ReaderInterceptor {

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonbException | JsonException e) {
            throw refusalBehind(e)
                    .orElseGet(() -> new BadRequestException("The body is not the JSON that this address takes", e));
        }
    }

    /** What the body's stream threw, if that is why it could not be read. */
    private static Optional<ClientErrorException> refusalBehind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(ClientErrorException.class::isInstance)
                .map(ClientErrorException.class::cast)
                .findFirst();
    }
}
