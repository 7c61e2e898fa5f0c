package com.engram.admin.plans;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.TypedConfirmation;
import com.engram.admin.plans.TermDifferences.TermChange;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.plans.CurrentPlan;
import com.engram.plans.ManagePlans;
import com.engram.plans.PlanDefinition;
import com.engram.plans.PlanVersion;
import com.engram.plans.Plans;
import com.engram.plans.PreviewPlanChange;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Plans: adds them, changes them after a preview of the difference in money and for tenants, and archives them. */
@Path("/admin/plans")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class PlansConsole {

    @Inject
    private Plans plans;

    @Inject
    private ManagePlans managePlans;

    @Inject
    private PreviewPlanChange previewPlanChange;

    @Inject
    private PlanReport report;

    @Inject
    private ConsoleLayout layout;

    @Context
    private HttpServletRequest request;

    /** A version of a plan, and its changes to the version before. */
    public record VersionRow(PlanVersion version, List<TermChange> changes, long tenants) {}

    /** A parsed form: a valid plan, or what is wrong with the form. */
    private record ParsedForm(Optional<PlanDefinition> plan, String fault) {}

    @GET
    public View list(@QueryParam("done") @DefaultValue("") String done) {
        return layout.view(
                "admin/plans",
                Map.of("plans", plans.listPlans(), "tenants", report.countTenantsByPlan(), "done", done));
    }

    @GET
    @Path("new")
    @RolesAllowed(Permission.BILL)
    public View showNew() {
        return form(Optional.empty(), PlanForm.fields(PlanJsonReader.DEFAULTS, RequestLanguage.of(request)), "", "");
    }

    @POST
    @RolesAllowed(Permission.BILL)
    public Response add() {
        MultivaluedMap<String, String> sent = formFields();
        ParsedForm parsed = parse(PlanJsonReader.DEFAULTS, sent);
        if (parsed.plan().isEmpty()) {
            return refused(Optional.empty(), sent, parsed.fault());
        }
        return managePlans.add(parsed.plan().get())
                ? redirect(parsed.plan().get().code(), "added")
                : refused(
                        Optional.empty(),
                        sent,
                        RequestLanguage.messages(request).text("console.plan.taken"));
    }

    @GET
    @Path("{code}")
    public View show(@PathParam("code") String code, @QueryParam("done") @DefaultValue("") String done) {
        CurrentPlan offer = getPlan(code);
        return form(Optional.of(offer), PlanForm.fields(offer.definition(), RequestLanguage.of(request)), done, "");
    }

    @POST
    @Path("{code}/preview")
    @RolesAllowed(Permission.BILL)
    public Response preview(@PathParam("code") String code) {
        MultivaluedMap<String, String> sent = formFields();
        CurrentPlan offer = getPlan(code);
        ParsedForm parsed = parse(PlanJsonReader.toJson(offer.definition()), sent);
        if (parsed.plan().isEmpty()) {
            return refused(Optional.of(offer), sent, parsed.fault());
        }
        return Response.ok(preview(offer, parsed.plan().get(), "")).build();
    }

    /** Changes the plan; moves its tenants too if the operator chose so and typed the plan's code to confirm it. */
    @POST
    @Path("{code}")
    @RolesAllowed(Permission.BILL)
    public Response change(@PathParam("code") String code) {
        MultivaluedMap<String, String> sent = formFields();
        CurrentPlan offer = getPlan(code);
        ParsedForm parsed = parse(PlanJsonReader.toJson(offer.definition()), sent);
        if (parsed.plan().isEmpty()) {
            return refused(Optional.of(offer), sent, parsed.fault());
        }
        boolean isMove = "true".equals(sent.getFirst("move"));
        Optional<Message> unconfirmed = isMove ? findUnconfirmed(sent, code) : Optional.empty();
        if (unconfirmed.isPresent()) {
            String fault = RequestLanguage.messages(request).text(unconfirmed.get());
            return Response.status(422)
                    .entity(preview(offer, parsed.plan().get(), fault))
                    .build();
        }
        managePlans.change(parsed.plan().get());
        if (isMove) {
            managePlans.moveTenantsToCurrentVersion(code);
        }
        return redirect(code, isMove ? "changed-moved" : "changed");
    }

    /** Shows what moving the tenants on older versions to the current one means, before they are moved. */
    @GET
    @Path("{code}/move")
    @RolesAllowed(Permission.BILL)
    public View showMove(@PathParam("code") String code) {
        return move(getPlan(code), "");
    }

    /** Moves the tenants on older versions to the current one, if the plan's code was typed to confirm it. */
    @POST
    @Path("{code}/move")
    @RolesAllowed(Permission.BILL)
    public Response move(@PathParam("code") String code) {
        CurrentPlan offer = getPlan(code);
        Optional<Message> unconfirmed = findUnconfirmed(formFields(), code);
        if (unconfirmed.isPresent()) {
            return Response.status(422)
                    .entity(move(offer, RequestLanguage.messages(request).text(unconfirmed.get())))
                    .build();
        }
        managePlans.moveTenantsToCurrentVersion(code);
        return redirect(code, "moved");
    }

    private static Optional<Message> findUnconfirmed(MultivaluedMap<String, String> sent, String code) {
        return TypedConfirmation.findProblem(
                Optional.ofNullable(sent.getFirst("confirm")).orElse(""), code);
    }

    private View preview(CurrentPlan offer, PlanDefinition plan, String fault) {
        boolean makesVersion = managePlans.createsNewVersion(plan);
        Map<String, Object> model = new HashMap<>();
        model.put("offer", offer);
        model.put("changes", changes(offer.definition(), plan));
        model.put("makesVersion", makesVersion);
        model.put("nextVersion", offer.version() + (makesVersion ? 1 : 0));
        model.put("effect", effect(previewPlanChange.ofPlan(offer.code(), plan.terms())));
        model.put("fields", PlanForm.fields(plan, RequestLanguage.of(request)));
        model.put("fault", fault);
        return layout.view("admin/plan-preview", model);
    }

    private View move(CurrentPlan offer, String fault) {
        List<VersionRow> older = versions(offer.code()).stream()
                .filter(row -> row.version().version() != offer.version() && row.tenants() > 0)
                .map(row -> new VersionRow(
                        row.version(), changes(row.version().definition(), offer.definition()), row.tenants()))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("offer", offer);
        model.put("versions", older);
        model.put(
                "effect",
                effect(previewPlanChange.ofPlan(offer.code(), offer.terms()).stream()
                        .filter(effect -> effect.version() != offer.version())
                        .toList()));
        model.put("fault", fault);
        return layout.view("admin/plan-move", model);
    }

    private MoneyEffect effect(List<PreviewPlanChange.Effect> effects) {
        return MoneyEffect.of(effects, RequestLanguage.of(request));
    }

    @POST
    @Path("{code}/archive")
    @RolesAllowed(Permission.BILL)
    public Response archive(@PathParam("code") String code) {
        boolean archived = getPlan(code).isArchived();
        managePlans.setArchived(code, !archived);
        return redirect(code, archived ? "restored" : "archived");
    }

    private CurrentPlan getPlan(String code) {
        return plans.findPlan(code).orElseThrow(NotFoundException::new);
    }

    /** The form's fields from the servlet request, because the CSRF filter has already consumed the body. */
    private MultivaluedMap<String, String> formFields() {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.addAll(name, values));
        return fields;
    }

    private static ParsedForm parse(JsonObject current, MultivaluedMap<String, String> sent) {
        try {
            return new ParsedForm(Optional.of(PlanJsonReader.read(current, PlanForm.toJson(sent))), "");
        } catch (PlanJsonReader.InvalidPlanJson e) {
            return new ParsedForm(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private List<TermChange> changes(PlanDefinition before, PlanDefinition after) {
        return TermDifferences.list(before, after, RequestLanguage.messages(request));
    }

    private List<VersionRow> versions(String code) {
        List<PlanVersion> newestFirst = plans.listVersions(code);
        Map<Integer, Long> tenants = managePlans.listTenantsByVersion(code).stream()
                .collect(Collectors.toMap(ManagePlans.VersionTenants::version, ManagePlans.VersionTenants::tenants));
        List<VersionRow> rows = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            PlanVersion version = newestFirst.get(i);
            List<TermChange> changes = i + 1 < newestFirst.size()
                    ? changes(newestFirst.get(i + 1).definition(), version.definition())
                    : List.of();
            rows.add(new VersionRow(version, changes, tenants.getOrDefault(version.version(), 0L)));
        }
        return rows;
    }

    private View form(Optional<CurrentPlan> offer, Map<String, String> fields, String done, String fault) {
        Map<String, Object> model = new HashMap<>();
        model.put("offer", offer);
        model.put(
                "title",
                offer.map(CurrentPlan::name)
                        .orElseGet(() -> RequestLanguage.messages(request).text("console.plan.new")));
        model.put("fields", fields);
        model.put("versions", offer.map(o -> versions(o.code())).orElse(List.of()));
        model.put(
                "following",
                offer.map(o -> managePlans.listTenantsByVersion(o.code())).orElse(List.of()));
        model.put("done", done);
        model.put("fault", fault);
        return layout.view("admin/plan", model);
    }

    private Response refused(Optional<CurrentPlan> offer, MultivaluedMap<String, String> sent, String fault) {
        return Response.status(422)
                .entity(form(offer, PlanForm.fields(sent), "", fault))
                .build();
    }

    private static Response redirect(String code, String done) {
        return Response.seeOther(URI.create("/admin/plans/" + code + "?done=" + done))
                .build();
    }
}
