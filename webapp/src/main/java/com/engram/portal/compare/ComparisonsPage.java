package com.engram.portal.compare;

import com.engram.analysis.comparisons.CompareImages;
import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.comparisons.Comparisons;
import com.engram.analysis.comparisons.KeepComparison;
import com.engram.analysis.comparisons.KeptComparison;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.portal.sharing.SharePanel;
import com.engram.refusals.Refusal;
import com.engram.sharing.SharedResult;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import com.engram.web.results.ComparisonView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Comparisons that people have saved: their list, and the page of each. */
@Path("/comparisons")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ComparisonsPage {

    private static final String PAGE = "/comparisons";
    private static final int PAGE_SIZE = 30;

    @Inject
    private Comparisons comparisons;

    @Inject
    private CompareImages compareImages;

    @Inject
    private KeepComparison keepComparison;

    @Inject
    private Gallery gallery;

    @Inject
    private CompareModel compareModel;

    @Inject
    private SharePanel sharePanel;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** What people wrote down about a comparison. */
    public record SavedView(String id, Optional<String> name, Optional<String> note, OffsetDateTime createdAt) {

        static SavedView of(KeptComparison kept) {
            return new SavedView(
                    PublicId.COMPARISON.of(kept.id()),
                    kept.name(),
                    kept.note(),
                    kept.createdAt().atOffset(ZoneOffset.UTC));
        }

        /** The page of the comparison. */
        public String href() {
            return PAGE + "/" + id;
        }
    }

    /**
     * A comparison in the list.
     *
     * @param headline the verdict in words
     * @param images the pages of its images, the most memorable first
     */
    public record ListedView(SavedView saved, String headline, List<String> images) {

        static ListedView of(KeptComparison kept, Messages messages) {
            return new ListedView(
                    SavedView.of(kept),
                    messages.text(ComparisonView.of(kept.comparison()).headline()),
                    kept.comparison().ranking().stream()
                            .map(image -> "/images/" + PublicId.IMAGE.of(image.image()))
                            .toList());
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    public View list(@QueryParam("after") @DefaultValue("") String after) {
        List<KeptComparison> page = comparisons.listComparisons(PublicId.COMPARISON.parse(after), PAGE_SIZE + 1);
        List<KeptComparison> shown = page.subList(0, Math.min(PAGE_SIZE, page.size()));
        return View.of(
                "comparisons",
                Map.of(
                        "comparisons",
                        shown.stream()
                                .map(kept -> ListedView.of(kept, RequestLanguage.messages(request)))
                                .toList(),
                        "next",
                        page.size() > PAGE_SIZE
                                ? Optional.of(PAGE + "?after="
                                        + PublicId.COMPARISON.of(
                                                shown.get(shown.size() - 1).id()))
                                : Optional.empty()));
    }

    /** Compares images once more, and saves the result. */
    @POST
    @RolesAllowed(Permission.WRITE)
    public Response save(
            @FormParam("images") @DefaultValue("") String images,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("note") @DefaultValue("") String note) {
        List<UUID> chosen = Stream.of(images.split(","))
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .limit(Comparison.MAX_IMAGES)
                .toList();
        Optional<Refusal> wrong = findRefusal(name, note);
        if (wrong.isPresent()) {
            return ProblemPages.page(wrong.get());
        }
        CompareImages.Result result = compareImages.compare(chosen);
        if (result instanceof CompareImages.Refused refused) {
            return ProblemPages.page(refused.refusal());
        }
        if (!(result instanceof CompareImages.Compared compared)) {
            throw new NotFoundException();
        }
        return keepComparison
                .keep(compared.comparison(), filled(name), filled(note))
                .map(kept ->
                        Response.seeOther(URI.create(SavedView.of(kept).href())).build())
                .orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        KeptComparison kept = getComparison(id);
        List<GalleryCard> cards = gallery.listCards(
                kept.comparison().images().stream().map(ComparedImage::image).toList());
        Map<String, Object> model = new HashMap<>();
        model.put("enough", true);
        model.put("tooMany", false);
        model.put("missing", false);
        model.put("refusal", Optional.empty());
        model.put("report", "/reports/comparisons/" + id);
        model.put("reportTable", Optional.of("/reports/comparisons/" + id));
        model.put("saved", Optional.of(SavedView.of(kept)));
        model.put("share", Optional.of(sharePanel.of(SharedResult.ofComparison(kept.id()), request, response)));
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        compareModel.put(model, cards, Optional.of(ComparisonView.of(kept.comparison())));
        return View.of("compare", model);
    }

    /** Changes the name and the note. */
    @POST
    @Path("{id}")
    @RolesAllowed(Permission.WRITE)
    public Response describe(
            @PathParam("id") String id,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("note") @DefaultValue("") String note) {
        KeptComparison kept = getComparison(id);
        Optional<Refusal> wrong = findRefusal(name, note);
        if (wrong.isPresent()) {
            return ProblemPages.page(wrong.get());
        }
        keepComparison.describe(kept.id(), filled(name), filled(note));
        return Response.seeOther(URI.create(PAGE + "/" + id)).build();
    }

    @POST
    @Path("{id}/delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete(@PathParam("id") String id) {
        comparisons.delete(getComparison(id).id());
        return Response.seeOther(URI.create(PAGE)).build();
    }

    private static Optional<Refusal> findRefusal(String name, String note) {
        return filled(name).flatMap(KeepComparison::checkName).or(() -> KeepComparison.checkNote(note));
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text.strip()).filter(written -> !written.isEmpty());
    }

    private KeptComparison getComparison(String id) {
        return PublicId.COMPARISON
                .parse(id)
                .flatMap(comparisons::findComparison)
                .orElseThrow(NotFoundException::new);
    }
}
