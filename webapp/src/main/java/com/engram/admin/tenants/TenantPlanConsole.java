package com.engram.admin.tenants;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.TypedConfirmation;
import com.engram.admin.plans.MoneyEffect;
import com.engram.admin.plans.TermDifferences;
import com.engram.billing.subscriptions.ChangeTenant;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.plans.CurrentPlan;
import com.engram.plans.Plan;
import com.engram.plans.Plans;
import com.engram.plans.PreviewPlanChange;
import com.engram.tenancy.TenantId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what another plan means for a tenant, and assigns it. */
@Path("/admin/tenants/{id}/plan")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class TenantPlanConsole {

    @Inject
    private TenantPage page;

    @Inject
    private PreviewPlanChange previewPlanChange;

    @Inject
    private ChangeTenant changeTenant;

    @Inject
    private Plans plans;

    @Inject
    private ConsoleLayout layout;

    @Context
    private HttpServletRequest request;

    /** Shows what another plan means for the tenant, before it is assigned. */
    @GET
    @RolesAllowed(Permission.BILL)
    public View previewPlan(@PathParam("id") String id, @QueryParam("plan") @DefaultValue("") String plan) {
        return previewPlan(page.getTenant(id), plans.findPlan(plan).orElseThrow(NotFoundException::new), "");
    }

    /** Assigns a plan. If the tenant loses something, its name must have been typed to confirm it. */
    @POST
    @RolesAllowed(Permission.BILL)
    public Response assign(
            @PathParam("id") String id,
            @FormParam("plan") @DefaultValue("") String plan,
            @FormParam("confirm") @DefaultValue("") String typed) {
        TenantDirectory.Entry tenant = page.getTenant(id);
        TenantId tenantId = new TenantId(tenant.id());
        Optional<CurrentPlan> next = plans.findPlan(plan);
        if (next.isPresent() && effect(tenantId, next.get()).isHarmful()) {
            Optional<Message> unconfirmed = TypedConfirmation.findProblem(typed, tenant.name());
            if (unconfirmed.isPresent()) {
                String fault = RequestLanguage.messages(request).text(unconfirmed.get());
                return Response.status(422)
                        .entity(previewPlan(tenant, next.get(), fault))
                        .build();
            }
        }
        return changeTenant
                .change(tenantId, Optional.of(plan), Optional.empty())
                .map(refusal -> page.refused(tenant, refusal.message()))
                .orElseGet(() -> TenantPage.done(id, "plan"));
    }

    private View previewPlan(TenantDirectory.Entry tenant, CurrentPlan next, String fault) {
        TenantId id = new TenantId(tenant.id());
        Plan current = plans.getPlanOf(id);
        Map<String, Object> model = new HashMap<>();
        model.put("tenant", TenantRow.of(tenant));
        model.put("current", current);
        model.put("next", next);
        model.put(
                "changes", TermDifferences.listTerms(current.terms(), next.terms(), RequestLanguage.messages(request)));
        model.put("effect", effect(id, next));
        model.put("fault", fault);
        return layout.view("admin/tenant-plan", model);
    }

    private MoneyEffect effect(TenantId tenant, CurrentPlan next) {
        return MoneyEffect.of(List.of(previewPlanChange.ofTenant(tenant, next.terms())), RequestLanguage.of(request));
    }
}
