package com.engram.admin;

import com.engram.people.Caller;
import com.engram.people.operators.OperatorSessions;
import com.engram.web.CurrentCaller;
import com.engram.web.pages.View;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;

/** The common parts of the console's pages: the signed-in operator, what the operator may do, and the
 * current path. */
@RequestScoped
public class ConsoleLayout {

    @Inject
    private OperatorSessions sessions;

    @Inject
    private HttpServletRequest request;

    /** A console page with the given template and model. */
    public View view(String template, Map<String, ?> model) {
        Map<String, Object> framed = new HashMap<>(model);
        Caller caller = CurrentCaller.getCaller(request);
        framed.put("operator", sessions.findEmail(caller.id()).orElse("operator"));
        framed.put("may", OperatorPermissions.of(caller));
        framed.put("path", request.getRequestURI());
        return View.of(template, framed);
    }
}
