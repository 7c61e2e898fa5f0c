package com.engram.web.problems;

import com.engram.language.Message;
import com.engram.refusals.Refusal;
import com.engram.web.RequestPaths;
import com.engram.web.pages.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/** Shows a problem as a page. */
public final class ProblemPages {

    private ProblemPages() {}

    /** The same response with a page as its body. The entity of the given response is a {@link Problem}. */
    public static Response page(Response problem) {
        return Response.fromResponse(problem)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(view((Problem) problem.getEntity()))
                .build();
    }

    /** A refusal as a page, with the HTTP status of its kind. */
    public static Response page(Refusal refusal) {
        Response problem = ProblemResponses.of(refusal);
        return Response.fromResponse(problem)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(view((Problem) problem.getEntity(), Optional.of(refusal.message())))
                .build();
    }

    /** The same response for a program; with a page as its body for a person. */
    public static Response forCaller(HttpServletRequest request, Response problem) {
        return isForPerson(request) ? page(problem) : problem;
    }

    /** Whether a response is for a person: a browser asks for a page, outside of the API. */
    static boolean isForPerson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return !RequestPaths.isApi(request) && accept != null && accept.contains("text/html");
    }

    static View view(Problem problem) {
        return view(problem, Optional.empty());
    }

    /** The page says the refusal's sentence, else the sentence of the problem's code, else the problem's own detail. */
    private static View view(Problem problem, Optional<Message> refusal) {
        return View.of("failure", Map.of("problem", problem, "refusal", refusal));
    }
}
