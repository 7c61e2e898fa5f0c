package com.engram.web.intake;

import com.engram.analysis.intake.RequestAnalysisOnArrival;
import com.engram.analysis.queue.QueueLimit;
import com.engram.images.upload.ReceiveImage;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Handles requests for upload forms, which come from clients of the API and from the portal's script. */
@ApplicationScoped
public class UploadRequests {

    @Inject
    private ReceiveImage receiveImage;

    @Inject
    private QueueLimit queueLimit;

    @Inject
    private ProjectAssignment projects;

    @Inject
    private RequestAnalysisOnArrival requestAnalysisOnArrival;

    /**
     * A file that the client wants to upload, and the project for its image, if any; whether to analyse it as soon as it has
     * arrived, and whether with a deep heatmap.
     *
     * @param filename the name of the file
     * @param contentType the media type of the file
     * @param bytes the size of the file
     * @param analyse whether to analyse the image as soon as it has arrived
     * @param heatmap whether that analysis computes the deep map as well
     */
    public record UploadRequest(
            @Nullable String filename,
            @Nullable String contentType,
            @Nullable Long bytes,
            @Nullable String projectId,
            @Nullable Boolean analyse,
            @Nullable Boolean heatmap) {}

    /**
     * The form to post: all fields first, then the file as {@code file}.
     *
     * @param fields the fields to post before the file
     * @param expiresAt until when the form is accepted
     */
    public record UploadResponse(String imageId, String url, Map<String, String> fields, String expiresAt) {}

    /** Accepts an image, and responds with 201 and the form, or with a problem. */
    public Response request(@Nullable UploadRequest request) {
        return request(request, ProblemResponses::of);
    }

    /**
     * Accepts an image, and responds with 201 and the form, or with a problem.
     *
     * @param refused the problem of a refusal
     */
    public Response request(@Nullable UploadRequest request, Function<Refusal, Response> refused) {
        if (request == null || request.filename() == null || request.contentType() == null || request.bytes() == null) {
            return ProblemResponses.badRequest("Send {\"filename\", \"contentType\", \"bytes\"}.");
        }
        if (request.bytes() < 1) {
            return ProblemResponses.badRequest("bytes is the size of the file and at least 1.");
        }
        boolean analyse = Boolean.TRUE.equals(request.analyse());
        boolean heatmap = Boolean.TRUE.equals(request.heatmap());
        if (heatmap && !analyse) {
            return ProblemResponses.badRequest(
                    "heatmap needs \"analyse\": true; or send it with the request for the analysis.");
        }
        Optional<Refusal> refusal = queueLimit.findRefusal();
        if (refusal.isEmpty() && analyse) {
            refusal = requestAnalysisOnArrival.findRefusal(heatmap);
        }
        if (refusal.isPresent()) {
            return refused.apply(refusal.get());
        }
        ProjectAssignment.Target project = projects.resolve(request.projectId());
        if (project.isUnknown()) {
            return ProblemResponses.notFound();
        }
        ReceiveImage.Result result = receiveImage.receive(
                new ReceiveImage.UploadRequest(request.filename(), request.contentType(), request.bytes()));
        if (result instanceof ReceiveImage.Accepted accepted) {
            projects.assign(accepted.image(), project);
            if (analyse) {
                requestAnalysisOnArrival.request(accepted.image(), heatmap);
            }
            return Response.status(201)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(new UploadResponse(
                            PublicId.IMAGE.of(accepted.image()),
                            accepted.form().url().toString(),
                            accepted.form().fields(),
                            accepted.form().expiresAt().toString()))
                    .build();
        }
        return refused.apply(((ReceiveImage.Refused) result).refusal());
    }
}
