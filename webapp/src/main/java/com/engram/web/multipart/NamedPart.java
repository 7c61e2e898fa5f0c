package com.engram.web.multipart;

import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part with the names that its sender gave it. */
record NamedPart(EntityPart part, ContentDisposition disposition) implements EntityPart {

    @Override
    public @Nullable String getName() {
        return disposition.name().orElse(null);
    }

    @Override
    public Optional<String> getFileName() {
        return disposition.filename();
    }

    @Override
    public InputStream getContent() {
        return part.getContent();
    }

    @Override
    public <T> T getContent(Class<T> type) throws IOException {
        return part.getContent(type);
    }

    @Override
    public <T> T getContent(GenericType<T> type) throws IOException {
        return part.getContent(type);
    }

    @Override
    public MultivaluedMap<String, String> getHeaders() {
        return part.getHeaders();
    }

    @Override
    public MediaType getMediaType() {
        return part.getMediaType();
    }
}
