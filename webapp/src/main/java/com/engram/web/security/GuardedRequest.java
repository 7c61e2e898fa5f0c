package com.engram.web.security;

import com.engram.web.security.RequestParameters.InvalidParameterException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is limited in size and time, whose parameters can all be stored, and whose Accept-Language can be parsed. A form is read at once, because
 * the container would read it without these limits.
 */
final class GuardedRequest extends HttpServletRequestWrapper {

    private static final String MISSING = GuardedRequest.class.getName() + ".missing";

    private final Map<String, String[]> parameters;
    private @Nullable ServletInputStream body;
    private final long maxBytes;

    private GuardedRequest(
            HttpServletRequest request,
            Map<String, String[]> parameters,
            @Nullable ServletInputStream body,
            long maxBytes) {
        super(request);
        this.parameters = parameters;
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /**
     * Guards a request.
     *
     * @param isForm whether the body is an {@code application/x-www-form-urlencoded} form
     * @throws InvalidParameterException if a parameter of the query or the form cannot be read or stored
     */
    static GuardedRequest of(HttpServletRequest request, long maxBytes, boolean isForm)
            throws IOException, InvalidParameterException {
        RequestParameters parameters = new RequestParameters();
        if (request.getQueryString() != null) {
            parameters.addQuery(request.getQueryString());
        }
        if (!isForm) {
            return new GuardedRequest(request, parameters.asMap(), null, maxBytes);
        }
        byte[] form = new LimitedBody(request.getInputStream(), maxBytes).readAllBytes();
        parameters.add(form);
        return new GuardedRequest(request, parameters.asMap(), new BufferedBody(form), maxBytes);
    }

    /** Adds an empty text for a field that the form of a guarded request lacks. */
    static void addIfMissing(HttpServletRequest request, String name) {
        Map<String, String[]> missing = new LinkedHashMap<>(missingFields(request));
        missing.put(name, new String[] {""});
        request.setAttribute(MISSING, missing);
    }

    @SuppressWarnings("unchecked") // Only addIfMissing sets the attribute.
    private static Map<String, String[]> missingFields(HttpServletRequest request) {
        Object missing = request.getAttribute(MISSING);
        return missing == null ? Map.of() : (Map<String, String[]>) missing;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new LimitedBody(super.getInputStream(), maxBytes);
        }
        return body;
    }

    /** The header of a request; a malformed Accept-Language is as good as none. */
    @Override
    public @Nullable String getHeader(String name) {
        @Nullable String value = super.getHeader(name);
        return value == null || AcceptLanguage.isMalformed(name, value) ? null : value;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        List<String> values = Collections.list(super.getHeaders(name));
        values.removeIf(value -> AcceptLanguage.isMalformed(name, value));
        return Collections.enumeration(values);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<>(missingFields(this));
        all.putAll(parameters);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    /** A body that has been read already. */
    private static final class BufferedBody extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        BufferedBody(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body has been read already");
        }
    }
}
