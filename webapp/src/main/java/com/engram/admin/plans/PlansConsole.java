package com.engram.admin.plans;

import com.engram.admin.ConsoleLayout;
import com.engram.admin.operations.OperationsReport;
import com.engram.people.Permission;
import com.engram.plans.ManagePlans;
import com.engram.plans.Offer;
import com.engram.plans.PlanTerms;
import com.engram.plans.PlanVersion;
import com.engram.plans.Plans;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
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

/** Plans: added, changed after a look at whom it concerns, hidden and archived. */
@Path("/admin/plans")
@RequestScoped
@RolesAllowed(Permission.OPERATE)
@Produces(MediaType.TEXT_HTML)
public class PlansConsole {

    @Inject
    private Plans plans;

    @Inject
    private ManagePlans shapePlans;

    @Inject
    private OperationsReport report;

    @Inject
    private ConsoleLayout frame;

    @Context
    private HttpServletRequest request;

    /** A field that a change would change. */
    public record Difference(String field, String before, String after) {}

    /** A version, and what it changed of the one before. */
    public record VersionRow(PlanVersion version, List<Difference> changes, long tenants) {}

    /** What was read from a form: terms that may be offered, or what is wrong with them. */
    private record Read(Optional<PlanTerms> terms, String fault) {}

    @GET
    public View list(@QueryParam("done") @DefaultValue("") String done) {
        return frame.view(
                "admin/plans", Map.of("plans", plans.listPlans(), "tenants", report.tenantsByPlan(), "done", done));
    }

    @GET
    @Path("new")
    public View blank() throws PlanJsonReader.Unreadable {
        PlanTerms terms = PlanJsonReader.read(PlanJsonReader.BLANK, PlanJsonReader.BLANK);
        return form(Optional.empty(), PlanForm.filled(terms), "", "");
    }

    @POST
    public Response add() {
        MultivaluedMap<String, String> sent = sent();
        Read read = read(PlanJsonReader.BLANK, sent);
        if (read.terms().isEmpty()) {
            return refused(Optional.empty(), sent, read.fault());
        }
        return shapePlans.add(read.terms().get())
                ? to(read.terms().get().code(), "added")
                : refused(Optional.empty(), sent, "There is a plan of that code already.");
    }

    @GET
    @Path("{code}")
    public View show(@PathParam("code") String code, @QueryParam("done") @DefaultValue("") String done) {
        Offer offer = found(code);
        return form(Optional.of(offer), PlanForm.filled(offer.terms()), done, "");
    }

    @POST
    @Path("{code}/preview")
    public Response preview(@PathParam("code") String code) {
        MultivaluedMap<String, String> sent = sent();
        Offer offer = found(code);
        Read read = read(PlanJsonReader.written(offer.terms()), sent);
        if (read.terms().isEmpty()) {
            return refused(Optional.of(offer), sent, read.fault());
        }
        PlanTerms terms = read.terms().get();
        Map<String, Object> model = new HashMap<>();
        model.put("offer", offer);
        model.put("differences", differences(offer.terms(), terms));
        model.put("makesVersion", shapePlans.wouldBind(terms));
        model.put("nextVersion", offer.version() + 1);
        model.put("following", shapePlans.listFollowing(code));
        model.put("fields", PlanForm.filled(terms));
        return Response.ok(frame.view("admin/plan-preview", model)).build();
    }

    @POST
    @Path("{code}")
    public Response change(@PathParam("code") String code) {
        MultivaluedMap<String, String> sent = sent();
        Offer offer = found(code);
        Read read = read(PlanJsonReader.written(offer.terms()), sent);
        if (read.terms().isEmpty()) {
            return refused(Optional.of(offer), sent, read.fault());
        }
        shapePlans.change(read.terms().get());
        if (sent.containsKey("move")) {
            shapePlans.moveFollowing(code);
        }
        return to(code, "changed");
    }

    @POST
    @Path("{code}/move")
    public Response move(@PathParam("code") String code) {
        found(code);
        shapePlans.moveFollowing(code);
        return to(code, "moved");
    }

    @POST
    @Path("{code}/archive")
    public Response archive(@PathParam("code") String code) {
        boolean archived = found(code).isArchived();
        shapePlans.setArchived(code, !archived);
        return to(code, archived ? "restored" : "archived");
    }

    private Offer found(String code) {
        return plans.findPlan(code).orElseThrow(NotFoundException::new);
    }

    /** The form as the servlet read it: the filter that looks at its token has already consumed the body. */
    private MultivaluedMap<String, String> sent() {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.addAll(name, values));
        return fields;
    }

    private static Read read(JsonObject standing, MultivaluedMap<String, String> sent) {
        try {
            PlanTerms terms = PlanJsonReader.read(standing, PlanForm.sent(sent));
            Optional<String> fault = terms.fault();
            return new Read(fault.isPresent() ? Optional.empty() : Optional.of(terms), fault.orElse(""));
        } catch (PlanJsonReader.Unreadable e) {
            return new Read(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static List<Difference> differences(PlanTerms before, PlanTerms after) {
        JsonObject old = PlanJsonReader.written(before);
        return PlanJsonReader.written(after).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(old.get(entry.getKey())))
                .map(entry -> new Difference(
                        entry.getKey(),
                        shown(old.getOrDefault(entry.getKey(), JsonValue.NULL)),
                        shown(entry.getValue())))
                .toList();
    }

    private List<VersionRow> versions(String code) {
        List<PlanVersion> newestFirst = plans.listVersions(code);
        Map<Integer, Long> tenants = shapePlans.listFollowing(code).stream()
                .collect(Collectors.toMap(ManagePlans.Following::version, ManagePlans.Following::tenants));
        List<VersionRow> rows = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            PlanVersion version = newestFirst.get(i);
            List<Difference> changes = i + 1 < newestFirst.size()
                    ? differences(newestFirst.get(i + 1).terms(), version.terms())
                    : List.of();
            rows.add(new VersionRow(version, changes, tenants.getOrDefault(version.version(), 0L)));
        }
        return rows;
    }

    private static String shown(JsonValue value) {
        return value == JsonValue.NULL ? "unlimited" : value.toString().replace("\"", "");
    }

    private View form(Optional<Offer> offer, Map<String, String> fields, String done, String fault) {
        Map<String, Object> model = new HashMap<>();
        model.put("offer", offer);
        model.put("title", offer.map(Offer::name).orElse("New plan"));
        model.put("fields", fields);
        model.put("versions", offer.map(o -> versions(o.code())).orElse(List.of()));
        model.put(
                "following", offer.map(o -> shapePlans.listFollowing(o.code())).orElse(List.of()));
        model.put("done", done);
        model.put("fault", fault);
        return frame.view("admin/plan", model);
    }

    private Response refused(Optional<Offer> offer, MultivaluedMap<String, String> sent, String fault) {
        return Response.status(422)
                .entity(form(offer, PlanForm.filled(sent), "", fault))
                .build();
    }

    private static Response to(String code, String done) {
        return Response.seeOther(URI.create("/admin/plans/" + code + "?done=" + done))
                .build();
    }
}
