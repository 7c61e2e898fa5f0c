package com.engram.portal.signin;

import com.engram.web.PublicId;
import com.engram.web.cookies.ViewAsTenant;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Ends an operator's read-only view of a tenant's portal. Everybody may call it, since it only deletes a cookie. */
@Path("/watch/end")
@RequestScoped
public class ViewAsTenantPage {

    @Inject
    private ViewAsTenant viewAsTenant;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @POST
    @PermitAll
    public Response end() {
        String back = viewAsTenant
                .find(request)
                .map(look ->
                        "/admin/tenants/" + PublicId.TENANT.of(look.tenant().value()))
                .orElse("/");
        viewAsTenant.stop(request, response);
        return Response.seeOther(URI.create(back)).build();
    }
}
