package com.engram.portal.settings;

import com.engram.people.Permission;
import com.engram.people.closing.CloseAccount;
import com.engram.portal.exports.ExportAccount;
import com.engram.tenancy.Tenants;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.security.RequiresReauthentication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.Map;

/** The account itself: exports its data, closes it, or cancels the closing. */
@Path("/settings/account")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
public class AccountPage {

    @Inject
    private CloseAccount closeAccount;

    @Inject
    private ExportAccount exportAccount;

    @Inject
    private Tenants tenants;

    @Context
    private HttpServletRequest request;

    @GET
    @Produces(MediaType.TEXT_HTML)
    public View show() {
        return page("");
    }

    @GET
    @Path("export.zip")
    @Produces("application/zip")
    @RequiresReauthentication("/settings/account")
    public Response export() {
        StreamingOutput zip = exportAccount::writeTo;
        return Response.ok(zip)
                .header("Content-Disposition", "attachment; filename=\"engram-export.zip\"")
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path("close")
    @RolesAllowed(Permission.OWN)
    @Produces(MediaType.TEXT_HTML)
    @RequiresReauthentication("/settings/account")
    public Response close(@FormParam("name") @DefaultValue("") String name) {
        if (!name.strip().equals(tenants.getCurrent().name())) {
            return Response.status(422)
                    .entity(page(RequestLanguage.messages(request).text("account.close.mismatch")))
                    .build();
        }
        closeAccount.close();
        return redirect();
    }

    @POST
    @Path("keep")
    @RolesAllowed(Permission.OWN)
    public Response cancelClosing() {
        closeAccount.keep();
        return redirect();
    }

    private static Response redirect() {
        return Response.seeOther(URI.create("/settings/account")).build();
    }

    private View page(String problem) {
        return View.of(
                "account",
                Map.of(
                        "name", tenants.getCurrent().name(),
                        "closesAt", closeAccount.closesAt(),
                        "graceDays", CloseAccount.GRACE.toDays(),
                        "problem", problem));
    }
}
