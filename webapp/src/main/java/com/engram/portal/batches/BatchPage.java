package com.engram.portal.batches;

import com.engram.analysis.Batches;
import com.engram.analysis.SkippedFiles;
import com.engram.analysis.intake.RetryAnalyses;
import com.engram.analysis.results.CancelBatch;
import com.engram.language.Messages;
import com.engram.people.Permission;
import com.engram.portal.exports.ResultsExport;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One batch: its progress, results and failures. */
@Path("/batches/{id}")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class BatchPage {

    @Inject
    private Batches batches;

    @Inject
    private BatchResults results;

    @Inject
    private SkippedFiles skippedFiles;

    @Inject
    private ResultsExport export;

    @Inject
    private CancelBatch cancelBatch;

    @Inject
    private RetryAnalyses retryAnalyses;

    @Context
    private HttpServletRequest request;

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        UUID batch = getId(id);
        Messages messages = RequestLanguage.messages(request);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "batch",
                batches.findBatch(batch)
                        .map(status -> BatchView.of(status, messages))
                        .orElseThrow(NotFoundException::new));
        model.put("best", results.listBest(batch));
        model.put("unscored", results.listUnscored(batch));
        model.put("chart", results.distribution(batch, messages));
        model.put("skipped", skippedFiles.find(batch));
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return View.of("batch", model);
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
