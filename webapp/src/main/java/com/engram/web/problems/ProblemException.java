package com.engram.web.problems;

import jakarta.ws.rs.WebApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request with a problem, where no response can be returned. {@link UnhandledExceptionMapper} turns it into a
 * problem for programs and a page for people; JAX-RS would not ask it if the response had an entity already.
 */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** Refuses with that problem; the cause is for the log. */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause, problem.status());
        this.problem = problem;
    }

    /** What is wrong with the request. */
    Problem problem() {
        return problem;
    }
}
