package com.engram.web.problems;

import com.engram.web.pages.View;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Shows a problem as a page. */
public final class ProblemPages {

    private ProblemPages() {}

    /** The same response with a page as its body. The entity of the given response is a {@link Problem}. */
    public static Response page(Response problem) {
        return Response.fromResponse(problem)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(View.of("failure", Map.of("problem", problem.getEntity())))
                .build();
    }
}
