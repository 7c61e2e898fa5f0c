package com.engram.web.problems;

import com.engram.web.RequestIdFilter;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Answers every error that the container would otherwise answer itself, as web.xml tells it: an exception of a filter, an
 * error that JAX-RS or the container has sent, and errors from before the first filter.
 */
@WebServlet(urlPatterns = ErrorServlet.PATH, asyncSupported = true)
public class ErrorServlet extends HttpServlet {

    static final String PATH = "/error";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(ErrorServlet.class.getName());

    @Inject
    private transient ProblemWriter problems;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestIdFilter.ensure(request, response);
        Problem problem = problem(request);
        if (problem.status() >= 500) {
            Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            LOG.log(Level.SEVERE, "Request " + RequestIdFilter.of(request) + " failed", failure);
        }
        problems.write(new FailedRequest(request), response, problem);
    }

    private static Problem problem(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            return ProblemResponses.NOT_FOUND;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return Failures.problemOf(failure);
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? Failures.problemOf(status)
                : Failures.problemOf(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
}
