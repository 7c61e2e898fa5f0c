package com.engram.web;

import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.tenancy.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Enters the caller's scope for the length of the request: a tenant's, the operator's, or nobody's. */
public class ScopeFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Scope.Entered> scope = Callers.find(request).flatMap(ScopeFilter::enter);
        try {
            chain.doFilter(request, response);
        } finally {
            scope.ifPresent(Scope.Entered::close);
        }
    }

    private static Optional<Scope.Entered> enter(Caller caller) {
        return caller.permissions().contains(Permission.OPERATE)
                ? Optional.of(Scope.enterOperator())
                : caller.tenant().map(Scope::enter);
    }
}
