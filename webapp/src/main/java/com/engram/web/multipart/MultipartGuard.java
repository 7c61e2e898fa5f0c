package com.engram.web.multipart;

import com.engram.web.StorableText;
import com.engram.web.UnreadableBodyException;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses multipart bodies that are cut off, malformed, or go beyond a limit, and reads the names of parts and files. The
 * parser itself takes a part that ends with the body, and fails on others with an exception that would be a 500.
 */
@Provider
@Priority(Priorities.ENTITY_CODER)
public class MultipartGuard implements ReaderInterceptor {

    /** The longest boundary that RFC 2046 allows. */
    private static final int MAX_BOUNDARY_LENGTH = 70;

    private static final String MALFORMED = "The multipart body is malformed: check the headers of its parts.";

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        if (type == null || !type.getType().equalsIgnoreCase("multipart")) {
            return context.proceed();
        }
        String boundary = type.getParameters().get("boundary");
        if (boundary == null || boundary.isBlank() || boundary.length() > MAX_BOUNDARY_LENGTH) {
            throw refuse("The Content-Type has no boundary of 1 to 70 characters.", null);
        }
        MultipartStream body = new MultipartStream(context.getInputStream(), boundary);
        context.setInputStream(body);
        Object parts = read(context);
        if (!body.endsWithClosingDelimiter()) {
            throw refuse("The multipart body is cut off: its closing delimiter is missing.", null);
        }
        return parts instanceof List<?> list ? named(list, body.dispositions()) : parts;
    }

    /** The parts with the names that the client sent instead of the numbers that the parser got. */
    private static List<EntityPart> named(List<?> parts, List<Optional<ContentDisposition>> dispositions) {
        List<EntityPart> named = new ArrayList<>();
        for (Object each : parts) {
            if (each instanceof EntityPart part) {
                named.add(new NamedPart(part, disposition(part, dispositions)));
            }
        }
        if (!named.stream().allMatch(MultipartGuard::isStorable)) {
            throw refuse("The name of a part or of its file contains the character U+0000.", null);
        }
        return named;
    }

    private static ContentDisposition disposition(EntityPart part, List<Optional<ContentDisposition>> dispositions) {
        try {
            return dispositions.get(Integer.parseInt(part.getName())).orElseThrow();
        } catch (IndexOutOfBoundsException | NoSuchElementException | NumberFormatException e) {
            throw refuse(MALFORMED, e);
        }
    }

    private static @Nullable Object read(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (UnreadableBodyException | WebApplicationException e) {
            throw e;
        } catch (MultipartStream.MultipartLimitException e) {
            throw refuse(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw refuse(MALFORMED, e);
        }
    }

    private static boolean isStorable(EntityPart part) {
        return StorableText.isStorable(String.valueOf(part.getName()))
                && StorableText.isStorable(part.getFileName().orElse(""));
    }

    private static ProblemException refuse(String detail, @Nullable Exception cause) {
        return new ProblemException(Problem.of(400, "bad_multipart", detail), cause);
    }
}
