package com.engram.portal.batches;

import com.engram.analysis.Batches;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.results.CancelBatch;
import com.engram.people.Permission;
import com.engram.portal.exports.ResultsExport;
import com.engram.portal.gallery.GalleryModel;
import com.engram.web.PublicId;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transactional;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.UUID;

/** One batch: its images in the gallery below its progress, its results as a table, and what can be done with it. */
@Path("/batches/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class BatchPage {

    @Inject
    private Batches batches;

    @Inject
    private GalleryModel galleryModel;

    @Inject
    private ResultsExport export;

    @Inject
    private CancelBatch cancelBatch;

    @Inject
    private RetryAnalyses retryAnalyses;

    @Context
    private HttpServletRequest request;

    @GET
    @Transactional
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        UUID batch = getId(id);
        if (batches.findBatch(batch).isEmpty()) {
            throw new NotFoundException();
        }
        return View.of("gallery", galleryModel.ofBatch(id, request));
    }

    @GET
    @Path("results.csv")
    @Produces("text/csv")
    @RolesAllowed(Permission.READ)
    public Response csv(@PathParam("id") String id, @QueryParam("format") @DefaultValue("") String format) {
        UUID batch = getId(id);
        if (batches.findBatch(batch).isEmpty()) {
            throw new NotFoundException();
        }
        StreamingOutput table = out -> export.csv(out, CsvFormat.of(format), batch);
        return Csv.download(table, "engram-" + id + ".csv");
    }

    @POST
    @Path("cancel")
    @RolesAllowed(Permission.WRITE)
    public Response cancel(@PathParam("id") String id) {
        if (!cancelBatch.cancel(getId(id))) {
            throw new NotFoundException();
        }
        return redirect(id);
    }

    @POST
    @Path("retry")
    @RolesAllowed(Permission.WRITE)
    public Response retry(@PathParam("id") String id) {
        RetryAnalyses.RetryResult result = retryAnalyses.retryFailedOfBatch(getId(id));
        if (result instanceof RetryAnalyses.NotFound) {
            throw new NotFoundException();
        }
        return result instanceof RetryAnalyses.Refused refused ? ProblemPages.page(refused.refusal()) : redirect(id);
    }

    private static Response redirect(String id) {
        return Response.seeOther(URI.create("/batches/" + id)).build();
    }

    private static UUID getId(String id) {
        return PublicId.BATCH.parse(id).orElseThrow(NotFoundException::new);
    }
}
