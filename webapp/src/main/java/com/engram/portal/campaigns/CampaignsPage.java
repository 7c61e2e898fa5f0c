package com.engram.portal.campaigns;

import com.engram.campaigns.Campaign;
import com.engram.campaigns.CampaignFile;
import com.engram.campaigns.CampaignProblem;
import com.engram.campaigns.CampaignResults;
import com.engram.campaigns.Campaigns;
import com.engram.campaigns.ImportCampaign;
import com.engram.campaigns.MetricCheck;
import com.engram.campaigns.UnmatchedLine;
import com.engram.images.upload.ImageNames;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.intake.UploadedFile;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The campaigns of an account, and what they say about its scores. */
@Path("/campaigns")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class CampaignsPage {

    private static final String PAGE = "/campaigns";
    private static final int UNPROCESSABLE = 422;
    private static final int MAX_UNMATCHED = 20;

    @Inject
    private Campaigns campaigns;

    @Inject
    private ImportCampaign importCampaign;

    @Context
    private HttpServletRequest request;

    /** A campaign with its page. */
    public record CampaignView(String id, Campaign campaign) {

        static CampaignView of(Campaign campaign) {
            return new CampaignView(PublicId.CAMPAIGN.of(campaign.id()), campaign);
        }

        /** The page of the campaign. */
        public String href() {
            return PAGE + "/" + id;
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    public View list() {
        return list(Optional.empty());
    }

    private View list(Optional<String> fault) {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "campaigns",
                campaigns.listKept(Optional.empty(), Campaigns.MAX_CAMPAIGNS).stream()
                        .map(CampaignView::of)
                        .toList());
        model.put("least", MetricCheck.MIN_PAIRS);
        model.put("fault", fault);
        model.put("mayWrite", mayWrite());
        return View.of("campaigns", model);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.WRITE)
    public Response create(List<EntityPart> parts) throws IOException {
        Optional<UploadedFile> posted = UploadedFile.read(parts, "results", CampaignFile.MAX_BYTES);
        if (posted.isEmpty()) {
            return Response.status(400)
                    .entity(list(Optional.of(messages().text("campaigns.file.missing"))))
                    .build();
        }
        try (UploadedFile file = posted.get()) {
            String given = UploadedFile.readText(parts, "name");
            String name = given.isEmpty() ? ImageNames.ofFile(file.filename()) : given;
            CampaignFile.Result read = CampaignFile.read(Files.readAllBytes(file.path()));
            return read instanceof CampaignFile.Invalid invalid
                    ? refused(invalid.problem())
                    : preview(name, ((CampaignFile.Read) read).results());
        }
    }

    private Response preview(String name, CampaignResults results) {
        ImportCampaign.Result result = importCampaign.preview(name, results);
        return result instanceof ImportCampaign.Refused refused
                ? refused(refused.problem())
                : redirect("/" + PublicId.CAMPAIGN.of(((ImportCampaign.Imported) result).id()));
    }

    private Response refused(CampaignProblem problem) {
        String why = messages()
                .text(
                        "campaigns.problem." + problem.kind(),
                        problem.detail(),
                        CampaignResults.MAX_METRICS,
                        CampaignResults.MAX_LINES,
                        CampaignResults.MAX_NAME,
                        CampaignFile.MAX_BYTES >> 20,
                        Campaigns.MAX_CAMPAIGNS);
        String fault = problem.line() == 0 ? why : messages().text("campaigns.problem.line", problem.line(), why);
        return Response.status(UNPROCESSABLE).entity(list(Optional.of(fault))).build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id, @QueryParam("metric") @DefaultValue("0") String metric) {
        Campaign campaign = campaigns.findCampaign(getId(id)).orElseThrow(NotFoundException::new);
        List<MetricCheck> checks = campaigns.check(campaign);
        List<CheckView> views = IntStream.range(0, checks.size())
                .mapToObj(position -> CheckView.of(position, checks.get(position)))
                .toList();
        List<UnmatchedLine> unmatched = campaigns.listUnmatched(campaign.id());
        Map<String, Object> model = new HashMap<>();
        model.put("campaign", CampaignView.of(campaign));
        model.put("checks", views);
        model.put(
                "chosen",
                views.stream()
                        .filter(view -> String.valueOf(view.position()).equals(metric))
                        .findFirst()
                        .orElse(views.get(0)));
        model.put("unmatched", unmatched.stream().limit(MAX_UNMATCHED).toList());
        model.put("more", Math.max(0, unmatched.size() - MAX_UNMATCHED));
        model.put("least", MetricCheck.MIN_PAIRS);
        model.put("mayWrite", mayWrite());
        return View.of("campaign", model);
    }

    @POST
    @Path("{id}/keep")
    @RolesAllowed(Permission.WRITE)
    public Response keep(@PathParam("id") String id) {
        // A second click on the button finds the campaign kept.
        if (!campaigns.keep(getId(id)) && campaigns.findCampaign(getId(id)).isEmpty()) {
            throw new NotFoundException();
        }
        return redirect("/" + id);
    }

    @POST
    @Path("{id}/delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete(@PathParam("id") String id) {
        if (!campaigns.delete(getId(id))) {
            throw new NotFoundException();
        }
        return redirect("");
    }

    private boolean mayWrite() {
        return CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE);
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private static UUID getId(String id) {
        return PublicId.CAMPAIGN.parse(id).orElseThrow(NotFoundException::new);
    }

    private static Response redirect(String path) {
        return Response.seeOther(URI.create(PAGE + path)).build();
    }
}
