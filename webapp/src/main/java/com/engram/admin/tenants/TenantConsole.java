package com.engram.admin.tenants;

import com.engram.admin.TypedConfirmation;
import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.libraries.RescoreLibrary;
import com.engram.audit.AuditLog;
import com.engram.billing.subscriptions.ChangeTenant;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.plans.usage.GrantCredits;
import com.engram.refusals.Refusal;
import com.engram.tenancy.TenantId;
import com.engram.web.CurrentCaller;
import com.engram.web.cookies.ViewAsTenant;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** Shows how one tenant is doing, suspends it, grants it credits, chooses its model, and views the portal as the tenant. */
@Path("/admin/tenants/{id}")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class TenantConsole {

    private static final int MAX_REASON_LENGTH = 200;

    @Inject
    private TenantPage page;

    @Inject
    private ChangeTenant changeTenant;

    @Inject
    private GrantCredits grantCredits;

    @Inject
    private ChooseModel chooseModel;

    @Inject
    private RescoreLibrary rescoreLibrary;

    @Inject
    private ViewAsTenant viewAsTenant;

    @Inject
    private AuditLog audit;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @GET
    public View show(
            @PathParam("id") String id,
            @QueryParam("done") @DefaultValue("") String done,
            @QueryParam("invoice") @DefaultValue("") String invoice) {
        return page.view(page.getTenant(id), done, invoice, "");
    }

    /** Suspends a tenant whose name was typed to confirm it, or reinstates it. */
    @POST
    @Path("suspend")
    @RolesAllowed(Permission.ADMINISTER)
    public Response suspend(
            @PathParam("id") String id,
            @FormParam("suspended") @DefaultValue("") String suspended,
            @FormParam("confirm") @DefaultValue("") String typed) {
        boolean suspend = suspended.equals("true");
        TenantDirectory.Entry tenant = page.getTenant(id);
        Optional<Message> unconfirmed =
                suspend ? TypedConfirmation.findProblem(typed, tenant.name()) : Optional.empty();
        return unconfirmed.map(why -> page.refused(tenant, why)).orElseGet(() -> {
            changeTenant.change(new TenantId(tenant.id()), Optional.empty(), Optional.of(suspend));
            return TenantPage.done(id, suspend ? "suspended" : "resumed");
        });
    }

    @POST
    @Path("credits")
    @RolesAllowed({Permission.SUPPORT, Permission.BILL})
    public Response grant(
            @PathParam("id") String id,
            @FormParam("credits") @DefaultValue("") String credits,
            @FormParam("reason") @DefaultValue("") String reason) {
        TenantDirectory.Entry tenant = page.getTenant(id);
        int images = credits.matches("\\d{1,7}") ? Integer.parseInt(credits) : 0;
        Optional<Refusal> refusal = GrantCredits.findRefusal(images, reason.strip());
        if (refusal.isPresent()) {
            return page.refused(tenant, refusal.get().message());
        }
        grantCredits.grant(
                new TenantId(tenant.id()),
                images,
                reason.strip(),
                CurrentCaller.getCaller(request).id());
        return TenantPage.done(id, "granted");
    }

    @POST
    @Path("model")
    @RolesAllowed(Permission.SUPPORT)
    public Response pin(@PathParam("id") String id, @FormParam("model") @DefaultValue("") String model) {
        TenantDirectory.Entry tenant = page.getTenant(id);
        if (!chooseModel.pin(new TenantId(tenant.id()), Optional.of(model).filter(name -> !name.isEmpty()))) {
            return page.refused(tenant, Message.of("console.model.unknown", model));
        }
        return TenantPage.done(id, "model");
    }

    /** Scores the tenant's library again, if its name was typed to confirm it. */
    @POST
    @Path("rescoring")
    @RolesAllowed(Permission.SUPPORT)
    public Response rescore(@PathParam("id") String id, @FormParam("confirm") @DefaultValue("") String typed) {
        TenantDirectory.Entry tenant = page.getTenant(id);
        return TypedConfirmation.findProblem(typed, tenant.name())
                .map(why -> page.refused(tenant, why))
                .orElseGet(() -> {
                    rescoreLibrary.request(new TenantId(tenant.id()));
                    return TenantPage.done(id, "rescoring");
                });
    }

    /** Starts a read-only view of the tenant's portal. The tenant's audit log records the reason. */
    @POST
    @Path("view")
    @RolesAllowed(Permission.SUPPORT)
    public Response viewAsTenant(@PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
        TenantDirectory.Entry tenant = page.getTenant(id);
        if (reason.isBlank() || reason.length() > MAX_REASON_LENGTH) {
            return page.refused(tenant, Message.of("console.account.view.reason"));
        }
        TenantId viewed = new TenantId(tenant.id());
        audit.recordOf(
                viewed, "account.viewed-as-tenant", "by an operator, read-only, for 30 minutes: " + reason.strip());
        viewAsTenant.start(request, response, CurrentCaller.getCaller(request).id(), viewed);
        return Response.seeOther(URI.create("/gallery")).build();
    }
}
