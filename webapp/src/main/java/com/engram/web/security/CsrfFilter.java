package com.engram.web.security;

import com.engram.web.RequestPaths;
import com.engram.web.cookies.CsrfTokens;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemWriter;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request that changes something on behalf of a cookie, and does not carry the token of its page. The API
 * accepts no cookies, and Stripe signs its events, so neither needs a token.
 */
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String STRIPE_WEBHOOK_PATH = "/stripe/webhook";
    private static final String PARAMETER = "_csrf";
    private static final String HEADER = "X-CSRF-Token";

    @Inject
    private transient CsrfTokens csrf;

    @Inject
    private transient ProblemWriter problems;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // Reading a parameter fixes the encoding of the whole form.
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding("UTF-8");
        }
        boolean needsToken = !SAFE_METHODS.contains(request.getMethod())
                && !RequestPaths.isApi(request)
                && !request.getRequestURI().equals(STRIPE_WEBHOOK_PATH);
        boolean isTokenInBody = needsToken && request.getHeader(HEADER) == null && MultipartForm.isMultipart(request);
        HttpServletRequest form = isTokenInBody ? MultipartForm.of(request) : request;
        if (!needsToken || csrf.matches(request, submittedToken(form))) {
            chain.doFilter(form, response);
        } else {
            problems.write(
                    request,
                    response,
                    Problem.of(
                            "This form has expired",
                            HttpServletResponse.SC_FORBIDDEN,
                            "form_expired",
                            "Go back, reload the page and send it again."));
        }
    }

    private static @Nullable String submittedToken(HttpServletRequest request) {
        if (request instanceof MultipartForm form) {
            return form.token();
        }
        String header = request.getHeader(HEADER);
        return header == null ? request.getParameter(PARAMETER) : header;
    }
}
