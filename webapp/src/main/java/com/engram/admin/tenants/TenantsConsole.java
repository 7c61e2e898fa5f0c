package com.engram.admin.tenants;

import com.engram.people.Permission;
import com.engram.people.members.OpenTenant;
import com.engram.people.operators.TenantFilter;
import com.engram.web.cookies.ShowOnce;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Lists how tenants are doing, and opens accounts. */
@Path("/admin/tenants")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class TenantsConsole {

    /**
     * A tenant that was just opened.
     *
     * @param inviteUrl the link for its owner; empty for a tenant without people
     */
    public record OpenedTenant(String name, String key, String inviteUrl) {

        static OpenedTenant parse(String text) {
            String[] lines = text.split("\n", -1);
            return new OpenedTenant(lines[0], lines[1], lines[2]);
        }
    }

    @Inject
    private TenantListPage page;

    @Inject
    private OpenTenant openTenant;

    @Inject
    private ShowOnce showOnce;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View list(
            @QueryParam("search") @DefaultValue("") String search,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("plan") @DefaultValue("") String plan,
            @QueryParam("sort") @DefaultValue("") String sort,
            @QueryParam("page") @DefaultValue("") String number) {
        return page.view(
                TenantList.parse(search, state, plan, sort, number),
                Map.of(
                        "opened",
                        showOnce.take(request, response, TenantListPage.PATH).map(OpenedTenant::parse)));
    }

    /** Opens a tenant; only the page after this response shows its first API key and the owner's invitation link. */
    @POST
    @RolesAllowed(Permission.BILL)
    public Response open(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("ownerEmail") @DefaultValue("") String ownerEmail,
            @FormParam("plan") @DefaultValue("") String plan) {
        OpenTenant.Result result = openTenant.open(name, Optional.of(ownerEmail), plan);
        if (result instanceof OpenTenant.Refused refused) {
            Map<String, String> fields = Map.of("name", name, "ownerEmail", ownerEmail, "plan", plan);
            return page.refused(
                    new TenantList(TenantFilter.ALL, 0, 0),
                    refused.refusal().message(),
                    Map.of("opening", true, "fields", fields));
        }
        OpenTenant.Opened opened = (OpenTenant.Opened) result;
        showOnce.keep(
                request,
                response,
                TenantListPage.PATH,
                String.join(
                        "\n",
                        name.strip(),
                        opened.firstKey().secret(),
                        opened.inviteUrl().orElse("")));
        return Response.seeOther(URI.create(TenantListPage.PATH)).build();
    }
}
