package com.engram.web.problems;

import com.engram.web.UnreadableBodyException;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.PageRenderer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a problem where JAX-RS does not serve: in servlet filters, and for errors of the container. */
@ApplicationScoped
public class ProblemWriter {

    private static final Jsonb JSONB = JsonbBuilder.create();

    @Inject
    private PageRenderer pages;

    /** The problem of a body that cannot be read. */
    public Problem problemOf(UnreadableBodyException failure) {
        return Failures.problemOf(failure);
    }

    /** Writes a problem for programs, or a page for people, with the status and headers of the problem. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        boolean isForPerson = ProblemPages.isForPerson(request);
        String body = isForPerson
                ? pages.renderForVisitor(ProblemPages.view(problem), request, response)
                : JSONB.toJson(problem);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType((isForPerson ? "text/html" : ProblemResponses.MEDIA_TYPE) + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) {
            response.setHeader("Retry-After", ProblemResponses.RETRY_AFTER_SECONDS);
        }
        if (isForPerson) {
            RequestLanguage.describe(request, response);
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
