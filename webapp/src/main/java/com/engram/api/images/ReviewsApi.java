package com.engram.api.images;

import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.reviews.Review;
import com.engram.reviews.ReviewImage;
import com.engram.reviews.ReviewState;
import com.engram.reviews.Reviews;
import com.engram.web.PublicId;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The review of an image: whether it is a draft, in review or approved. */
@Path("/api/v1/images/{id}/review")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ReviewsApi {

    private static final String STATES = "state is draft, in_review or approved.";

    @Inject
    private Images images;

    @Inject
    private Reviews reviews;

    @Inject
    private ReviewImage reviewImage;

    /** The state that an image is to have. */
    public record ReviewRequest(
            @Schema(
                    required = true,
                    enumeration = {"draft", "in_review", "approved"})
            @Nullable String state,

            @Schema(nullable = true, maxLength = ReviewImage.MAX_NOTE_LENGTH, example = "The claim is hard to read.")
            @Nullable String note) {}

    /**
     * The state of an image.
     *
     * @param by the name of the person or key that gave it; null for a draft that nobody has reviewed
     * @param at when; null for a draft that nobody has reviewed
     * @param history this and the earlier states, the newest first, at most 100
     */
    public record ReviewJson(
            String imageId,

            @Schema(enumeration = {"draft", "in_review", "approved"})
            String state,

            @Nullable String note,
            @Nullable String by,

            @Schema(format = "date-time", nullable = true) @Nullable String at,

            List<EntryJson> history) {

        static ReviewJson of(UUID image, List<Review> reviews) {
            Optional<Review> current = reviews.stream().findFirst();
            return new ReviewJson(
                    PublicId.IMAGE.of(image),
                    current.map(Review::state).orElse(ReviewState.DRAFT).code(),
                    current.flatMap(Review::note).orElse(null),
                    current.map(Review::reviewerName).orElse(null),
                    current.map(review -> review.createdAt().toString()).orElse(null),
                    reviews.stream().map(EntryJson::of).toList());
        }
    }

    /** A state that an image has or had. */
    public record EntryJson(
            String state,
            @Nullable String note,
            String by,
            @Schema(format = "date-time") String at) {

        static EntryJson of(Review review) {
            return new EntryJson(
                    review.state().code(),
                    review.note().orElse(null),
                    review.reviewerName(),
                    review.createdAt().toString());
        }
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read the review of an image, and its earlier states")
    @APIResponseSchema(ReviewJson.class)
    public Response read(@PathParam("id") String id) {
        return findImage(id)
                .map(image -> Response.ok(ReviewJson.of(image, reviews.listReviews(image)))
                        .build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Make an image a draft, send it to review, or approve it")
    @APIResponseSchema(ReviewJson.class)
    public Response review(@PathParam("id") String id, @Nullable ReviewRequest request) {
        Optional<UUID> image = findImage(id);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        Optional<ReviewState> state =
                Optional.ofNullable(request).map(ReviewRequest::state).flatMap(ReviewState::findByCode);
        if (request == null || state.isEmpty()) {
            return ProblemResponses.response(Problem.of(400, "bad_request", "Send {\"state\", \"note\"}; " + STATES)
                    .withErrors(List.of(FieldProblem.inBody("/state", STATES))));
        }
        ReviewImage.Result result = reviewImage.review(image.get(), state.get(), Optional.ofNullable(request.note()));
        if (result instanceof ReviewImage.Reviewed) {
            return Response.ok(ReviewJson.of(image.get(), reviews.listReviews(image.get())))
                    .build();
        }
        return result instanceof ReviewImage.Refused refused
                ? ProblemResponses.of(refused.refusal())
                : ProblemResponses.notFound();
    }

    private Optional<UUID> findImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).map(Image::id);
    }
}
