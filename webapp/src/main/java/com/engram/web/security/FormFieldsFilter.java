package com.engram.web.security;

import com.engram.web.problems.ProblemPages;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives an endpoint every field that it requires: a form without the field means the same as one with an empty field. A
 * multipart body is refused by endpoints that accept none, because the container would parse it without our limits.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR + 1)
public class FormFieldsFilter implements ContainerRequestFilter {

    @Context
    private ResourceInfo endpoint;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        MediaType type = context.getMediaType();
        if (type != null && type.getType().equalsIgnoreCase("multipart") && !acceptsMultipart()) {
            context.abortWith(ProblemPages.forCaller(
                    request,
                    ProblemResponses.response(415, "unsupported_media_type", "This path accepts no multipart body.")));
            return;
        }
        Stream.of(endpoint.getResourceMethod().getParameters())
                .filter(FormFieldsFilter::isRequired)
                .map(field -> field.getAnnotation(FormParam.class).value())
                .filter(name -> request.getParameter(name) == null)
                .forEach(name -> GuardedRequest.addIfMissing(request, name));
    }

    private boolean acceptsMultipart() {
        Consumes consumes = endpoint.getResourceMethod().getAnnotation(Consumes.class);
        return consumes != null && Stream.of(consumes.value()).anyMatch(type -> type.startsWith("multipart/"));
    }

    private static boolean isRequired(Parameter field) {
        return field.isAnnotationPresent(FormParam.class)
                && field.getType() == String.class
                && !field.isAnnotationPresent(DefaultValue.class)
                && !field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
