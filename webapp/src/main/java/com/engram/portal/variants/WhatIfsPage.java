package com.engram.portal.variants;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.variants.KeepVariant;
import com.engram.analysis.whatifs.Advice;
import com.engram.analysis.whatifs.ProposeEdits;
import com.engram.analysis.whatifs.RunWhatIf;
import com.engram.analysis.whatifs.WhatIf;
import com.engram.analysis.whatifs.WhatIfs;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.plans.usage.CreditAllowance;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What-ifs of a picture: what to try first, and what every change that was tried would change. */
@Path("/images/{id}/what-ifs")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class WhatIfsPage {

    /** From this number of changes on, the proposed ones are not offered again. */
    private static final int PROPOSED = 15;

    @Inject
    private Images images;

    @Inject
    private Analyses analyses;

    @Inject
    private EarlierResults earlierResults;

    @Inject
    private RunWhatIf runWhatIf;

    @Inject
    private WhatIfs whatIfs;

    @Inject
    private KeepVariant keepVariant;

    @Inject
    private CreditAllowance allowance;

    @Context
    private HttpServletRequest request;

    /**
     * An advised change.
     *
     * @param style whether it changes the style of the picture
     */
    public record AdviceView(EditView change, boolean style) {}

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        Image image = getImage(id);
        PictureView picture = PictureView.of(image);
        Optional<Analysis> analysis = analyses.findCurrent(image.id())
                .filter(current -> current.score().isPresent());
        List<WhatIf.Variant> tried = analysis.map(current -> whatIfs.listOf(current.id())).orElse(List.of()).stream()
                .flatMap(run -> run.variants().stream())
                .toList();
        List<EditView> changes = new ArrayList<>();
        tried.stream()
                .sorted(Comparator.comparingDouble(WhatIfsPage::difference).reversed())
                .forEach(variant ->
                        changes.add(new EditView(picture, changes.size(), variant.edit(), variant.estimate())));
        List<Advice> advice = Advice.tryFirst(tried);
        Map<String, Object> model = new HashMap<>();
        model.put("picture", picture);
        model.put("score", analysis.flatMap(Analysis::score));
        model.put("changes", changes);
        model.put(
                "advice",
                advice.stream()
                        .map(each -> new AdviceView(
                                new EditView(picture, 0, each.edit(), Optional.of(each.estimate())), each.style()))
                        .toList());
        model.put("proposable", tried.size() < PROPOSED);
        model.put("left", allowance.usage().left());
        model.put("kinds", Stream.of(EditKind.values()).map(EditKind::code).toList());
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return View.of("what-ifs", model);
    }

    /** Tries the proposed changes. */
    @POST
    @RolesAllowed(Permission.WRITE)
    public Response tryProposed(@PathParam("id") String id) {
        Image image = getImage(id);
        HeatmapGrid map = earlierResults
                .findHeatmap(image.id(), HeatmapKind.DECOMPOSITION)
                .orElseThrow(NotFoundException::new);
        return toResponse(id, runWhatIf.run(image.id(), ProposeEdits.propose(map)));
    }

    /** Tries a change of one's own. The rectangle is in percent of the picture. */
    @POST
    @Path("own")
    @RolesAllowed(Permission.WRITE)
    public Response tryOwn(
            @PathParam("id") String id,
            @FormParam("kind") @DefaultValue("") String kind,
            @FormParam("left") @DefaultValue("") String left,
            @FormParam("top") @DefaultValue("") String top,
            @FormParam("width") @DefaultValue("") String width,
            @FormParam("height") @DefaultValue("") String height,
            @FormParam("amount") @DefaultValue("") String amount) {
        Image image = getImage(id);
        Optional<Edit> edit = edit(kind, left, top, width, height, amount);
        return edit.isEmpty() ? invalid() : toResponse(id, runWhatIf.run(image.id(), List.of(edit.get())));
    }

    /** Keeps a change as a new image. */
    @POST
    @Path("keep")
    @RolesAllowed(Permission.WRITE)
    public Response keep(
            @PathParam("id") String id,
            @FormParam("kind") @DefaultValue("") String kind,
            @FormParam("left") @DefaultValue("") String left,
            @FormParam("top") @DefaultValue("") String top,
            @FormParam("width") @DefaultValue("") String width,
            @FormParam("height") @DefaultValue("") String height,
            @FormParam("amount") @DefaultValue("") String amount) {
        Image image = getImage(id);
        Optional<Edit> edit = edit(kind, left, top, width, height, amount)
                .filter(each -> each.findProblem().isEmpty());
        if (edit.isEmpty()) {
            return invalid();
        }
        KeepVariant.Result result = keepVariant.keep(image.id(), edit.get());
        if (result instanceof KeepVariant.Kept kept) {
            return Response.seeOther(URI.create("/images/" + PublicId.IMAGE.of(kept.image())))
                    .build();
        }
        if (result instanceof KeepVariant.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        throw new NotFoundException();
    }

    /** Fields that the kind does not use are ignored, because the form shows them for every kind. */
    private static Optional<Edit> edit(
            String kind, String left, String top, String width, String height, String amount) {
        return EditKind.ofCode(kind)
                .map(known -> new Edit(
                        known,
                        known.hasRegion() ? FormNumbers.rectangle(left, top, width, height) : Optional.empty(),
                        known.hasAmount() ? FormNumbers.number(amount) : Optional.empty()));
    }

    private static Response toResponse(String id, RunWhatIf.Result result) {
        if (result instanceof RunWhatIf.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        if (result instanceof RunWhatIf.ImageNotFound) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/images/" + id + "/what-ifs")).build();
    }

    private static Response invalid() {
        return ProblemPages.page(new Refusal(
                RefusalReason.INVALID_EDIT, "This change cannot be made. Check its rectangle and its number."));
    }

    private static double difference(WhatIf.Variant variant) {
        return variant.estimate().map(estimate -> estimate.difference()).orElse(-1.0);
    }

    private Image getImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).orElseThrow(NotFoundException::new);
    }
}
