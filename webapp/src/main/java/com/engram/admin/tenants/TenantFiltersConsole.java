package com.engram.admin.tenants;

import com.engram.people.Permission;
import com.engram.people.operators.SavedFilters;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** The filters of the list of tenants that an operator has saved. */
@Path("/admin/tenants/filters")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class TenantFiltersConsole {

    @Inject
    private TenantListPage page;

    @Inject
    private SavedFilters savedFilters;

    @Context
    private HttpServletRequest request;

    /** Saves the filter of a list under a name, for this operator. */
    @POST
    public Response saveFilter(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("search") @DefaultValue("") String search,
            @FormParam("state") @DefaultValue("") String state,
            @FormParam("plan") @DefaultValue("") String plan,
            @FormParam("sort") @DefaultValue("") String sort) {
        TenantList list = TenantList.parse(search, state, plan, sort, "");
        return savedFilters
                .save(self(), name, list.query())
                .map(refusal -> page.refused(list, refusal.message(), Map.of()))
                .orElseGet(() -> Response.seeOther(URI.create(TenantList.href(list.query())))
                        .build());
    }

    @POST
    @Path("{filter}/delete")
    public Response deleteFilter(@PathParam("filter") String filter) {
        if (PublicId.FILTER
                .parse(filter)
                .filter(id -> savedFilters.delete(self(), id))
                .isEmpty()) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create(TenantListPage.PATH)).build();
    }

    private UUID self() {
        return CurrentCaller.getCaller(request).id();
    }
}
