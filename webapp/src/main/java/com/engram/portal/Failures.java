package com.engram.portal;

import com.engram.web.View;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Shows to people what an answer says to programs. */
final class Failures {

    private Failures() {}

    static Response page(Response problem) {
        return Response.fromResponse(problem)
                .type(MediaType.TEXT_HTML)
                .entity(View.of("failure", Map.of("problem", problem.getEntity())))
                .build();
    }
}
