package com.engram.web.security;

import com.engram.web.problems.ProblemResponses;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ClientErrorException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Turns away, before anything of it is read, what no client of ours sends: addresses that different parts of a server
 * read differently, and bodies beyond all measure. Pictures have the measure of their plan besides.
 */
public class RequestGuardFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    /** Path parameters, and slashes, dots and backslashes in disguise. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[;\\\\]|//|%(2[ef]|5c|00|3b)", Pattern.CASE_INSENSITIVE);

    /** Beside a picture, its form and the other fields have so much room. */
    private static final long FORM = 1L << 20;

    /** Strangers send one picture, and no larger than that. */
    private static final String TRY = "/try";

    private static final long TRIED = 10L << 20;

    @Inject
    @ConfigProperty(name = "engram.batches.maxZipBytes", defaultValue = "2147483648")
    private long maxZipBytes;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long most = most(request);
        if (AMBIGUOUS.matcher(request.getRequestURI()).find()) {
            refuse(response, 400, "bad_request", "There is no such address.");
        } else if (request.getContentLengthLong() > most) {
            refuse(response, 413, "body_too_large", "At most %,d bytes are taken here.".formatted(most));
        } else if (request.getContentLengthLong() < 0 && isForm(request)) {
            refuse(response, 411, "length_required", "Say how long the form is, with Content-Length.");
        } else {
            chain.doFilter(new Measured(request, most), response);
        }
    }

    private long most(HttpServletRequest request) {
        if (!type(request).startsWith("multipart/")) {
            return FORM;
        }
        return request.getRequestURI().equals(TRY) ? TRIED + FORM : maxZipBytes + FORM;
    }

    /** Whoever asks for a parameter of such a form has the container read it, past any measure of ours. */
    private static boolean isForm(HttpServletRequest request) {
        return type(request).startsWith("application/x-www-form-urlencoded");
    }

    private static String type(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static void refuse(HttpServletResponse response, int status, String code, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType(ProblemResponses.MEDIA_TYPE + ";charset=UTF-8");
        response.setHeader("Connection", "close");
        response.getWriter()
                .write(
                        "{\"type\":\"about:blank\",\"title\":\"Refused\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                                .formatted(status, code, detail));
    }

    /** A request whose body ends with an error once it is longer than it may be. */
    private static final class Measured extends HttpServletRequestWrapper {

        private final long most;

        Measured(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new MeasuredStream(super.getInputStream(), most);
        }
    }

    private static final class MeasuredStream extends ServletInputStream {

        private final ServletInputStream body;
        private long left;

        MeasuredStream(ServletInputStream body, long most) {
            this.body = body;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            return count(body.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = body.read(bytes, offset, length);
            return count(read, read);
        }

        private int count(int read, int bytes) {
            if (read >= 0) {
                left -= bytes;
            }
            if (left < 0) {
                throw new ClientErrorException("The body is longer than is taken here", 413);
            }
            return read;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
