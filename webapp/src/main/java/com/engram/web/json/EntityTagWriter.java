package com.engram.web.json;

import com.engram.web.EntityTag;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Gives the responses of {@link WithEntityTag} endpoints their ETag, and leaves out a body that the client has already. */
@Provider
@WithEntityTag
@Priority(Priorities.HEADER_DECORATOR + 2)
public class EntityTagWriter implements WriterInterceptor {

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (response.getStatus() != HttpServletResponse.SC_OK) {
            context.proceed();
            return;
        }
        OutputStream out = context.getOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        context.setOutputStream(body);
        context.proceed();
        EntityTag tag = EntityTag.weakOf(body.toByteArray());
        context.getHeaders().putSingle("ETag", tag.value());
        if (tag.isKnownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            out.write(body.toByteArray());
        }
    }
}
