package com.engram.portal.gallery;

import com.engram.analysis.intake.AnalysisOptions;
import com.engram.analysis.intake.AnalysisRequestResult;
import com.engram.analysis.intake.RequestAnalysis;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.intake.UploadRequests;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.PageLayout;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tenant's images with their scores, and the upload form. */
@Path("/gallery")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class GalleryPage {

    @Inject
    private GalleryModel galleryModel;

    @Inject
    private UploadRequests uploadRequests;

    @Inject
    private RequestAnalysis requestAnalysis;

    @Inject
    private PageLayout layout;

    @Context
    private HttpServletRequest request;

    /** Which image was uploaded, whether to compute a deep heatmap, and whether the image is one of many. */
    public record AnalysisRequestForm(
            @Nullable String imageId,
            @Nullable Boolean heatmap,
            @Nullable Boolean bulk) {}

    // One transaction for all that a page reads: each of its own would take a connection and set the tenant again.
    @GET
    @Transactional
    @RolesAllowed(Permission.READ)
    public View show(
            @BeanParam GalleryQuery query,
            @QueryParam("removed") @Nullable Integer removed,
            @QueryParam("undo") @DefaultValue("") String undo) {
        Map<String, Object> model = galleryModel.ofPage(query, request);
        model.put("removed", removed == null ? 0 : Math.max(0, removed));
        model.put("undo", undo);
        layout.prepare(request);
        return View.of("gallery", model);
    }

    @GET
    @Path("cards")
    @Transactional
    @RolesAllowed(Permission.READ)
    public View cards(@BeanParam GalleryQuery query) {
        layout.prepare(request);
        return View.of("cards-refreshed", galleryModel.ofCards(query, request));
    }

    @POST
    @Path("uploads")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response admit(UploadRequests.@Nullable UploadRequest wanted) {
        return uploadRequests.request(
                wanted, refusal -> ProblemResponses.of(refusal, RequestLanguage.messages(request)));
    }

    @POST
    @Path("analyses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    public Response analyse(@Nullable AnalysisRequestForm form) {
        Optional<UUID> image = PublicId.IMAGE.parse(form == null ? null : form.imageId());
        if (form == null || image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        AnalysisRequestResult result = requestAnalysis.request(
                image.get(),
                new AnalysisOptions(Boolean.TRUE.equals(form.heatmap()), Boolean.TRUE.equals(form.bulk())));
        if (result instanceof AnalysisRequestResult.Accepted accepted) {
            return Response.accepted(Map.of(
                            "id", PublicId.ANALYSIS.of(accepted.analysis().id())))
                    .build();
        }
        return result instanceof AnalysisRequestResult.Refused refused
                ? ProblemResponses.of(refused.refusal(), RequestLanguage.messages(request))
                : ProblemResponses.notFound();
    }
}
