package com.engram.web.security;

import com.engram.mail.PortalUrl;
import com.engram.web.RequestPaths;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Objects;

/**
 * Sets the headers that hold for every response of an endpoint.
 *
 * <ul>
 *   <li>Location does not repeat the Host header, because the client chooses it, and JAX-RS resolves a path against it. A
 *       page redirects to the path alone. The API names the configured URL of the portal, because some of its clients need
 *       an absolute URL.
 *   <li>Nobody stores a response that does not say that it may be stored: it may be an account's audit log.
 * </ul>
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class ResponseHeadersFilter implements ContainerResponseFilter {

    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String LOCATION = "Location";

    @Inject
    private PortalUrl portal;

    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        if (!response.getHeaders().containsKey(CACHE_CONTROL)) {
            response.getHeaders().putSingle(CACHE_CONTROL, "no-store");
        }
        String location = response.getHeaderString(LOCATION);
        if (location != null) {
            setLocation(context, response, location);
        }
    }

    private void setLocation(ContainerRequestContext context, ContainerResponseContext response, String location) {
        URI target = URI.create(location);
        URI requested = context.getUriInfo().getBaseUri();
        if (!target.isAbsolute() || Objects.equals(target.getRawAuthority(), requested.getRawAuthority())) {
            String path = pathOf(target);
            response.getHeaders().putSingle(LOCATION, RequestPaths.isApi(request) ? portal.at(path) : path);
        }
    }

    private static String pathOf(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
        return uri.getRawPath() + query + fragment;
    }
}
