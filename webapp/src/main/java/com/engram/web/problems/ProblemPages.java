package com.engram.web.problems;

import com.engram.web.pages.View;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Shows to people what an answer says to programs. */
public final class ProblemPages {

    private ProblemPages() {}

    public static Response page(Response problem) {
        return Response.fromResponse(problem)
                .type(MediaType.TEXT_HTML)
                .entity(View.of("failure", Map.of("problem", problem.getEntity())))
                .build();
    }
}
