package com.engram.api.images;

import com.engram.analysis.AnalysesOnArrival;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.storage.ImageKeys;
import com.engram.images.storage.ObjectStore;
import com.engram.library.AssignImagesToProject;
import com.engram.library.Projects;
import com.engram.library.Readiness;
import com.engram.library.TagImages;
import com.engram.library.Tags;
import com.engram.people.Permission;
import com.engram.reviews.ReviewState;
import com.engram.reviews.Reviews;
import com.engram.web.PublicId;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Images: their metadata, their project, and their deletion. */
@Path("/api/v1/images/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImagesApi {

    /** The most tags that an image gets by one request. */
    private static final int MAX_TAGS = 50;

    private static final Duration SIGNED_URL_LIFETIME = Duration.ofMinutes(15);

    @Inject
    private Images images;

    @Inject
    private DeleteImage deleteImage;

    @Inject
    private ObjectStore store;

    @Inject
    private Projects projects;

    @Inject
    private Readiness readiness;

    @Inject
    private Reviews reviews;

    @Inject
    private AssignImagesToProject assignImages;

    @Inject
    private AnalysesOnArrival analysesOnArrival;

    @Inject
    private Tags tags;

    @Inject
    private TagImages tagImages;

    /**
     * An image; sizes are pixels of the upright image, URLs are signed and expire.
     *
     * @param review {@code draft}, {@code in_review} or {@code approved}
     * @param ready whether it has reached the threshold of its project; null if that cannot be said
     * @param filename the name of the uploaded file
     * @param contentType the media type of the file
     * @param bytes the size of the file; null until it has arrived
     * @param sha256 the SHA-256 of the file, in hexadecimal digits; null until it is scored
     * @param previewUrl a signed URL of a smaller picture; null until there is one
     * @param thumbnailUrl a signed URL of a thumbnail; null until there is one
     * @param tags the names of its tags
     * @param onArrival what became of the analysis that the upload asked for; null if it asked for none
     */
    public record ImageJson(
            String id,
            String filename,
            String contentType,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String previewUrl,
            @Nullable String thumbnailUrl,
            @Nullable String projectId,
            List<String> tags,
            @Nullable Boolean ready,
            String review,
            String createdAt,
            @Nullable OnArrival onArrival) {}

    /**
     * What became of {@code "analyse": true} in the request for the upload form.
     *
     * @param status {@code waiting} until the bytes are noticed, then {@code accepted} or {@code refused}
     * @param analysisId the accepted analysis
     * @param problem why the plan did not allow it
     */
    public record OnArrival(
            String status,
            @Nullable String analysisId,
            @Nullable Problem problem) {

        static OnArrival of(AnalysesOnArrival.Requested requested) {
            return new OnArrival(
                    requested.state().name().toLowerCase(Locale.ROOT),
                    requested.analysis().map(PublicId.ANALYSIS::of).orElse(null),
                    requested
                            .problemCode()
                            .map(code ->
                                    new Problem(code, requested.problemDetail().orElse("")))
                            .orElse(null));
        }
    }

    /** A stable code, and a sentence. */
    @Schema(name = "ArrivalProblem")
    public record Problem(String code, String detail) {}

    /** The project that the image moves to; null for none. */
    public record ImageChange(@Nullable String projectId) {}

    /**
     * All tags that an image has from now on, by name.
     *
     * @param tags the names of the tags
     */
    public record ImageTags(@Nullable List<@Nullable String> tags) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read an image's metadata")
    @APIResponseSchema(ImageJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.IMAGE
                .parse(id)
                .flatMap(images::findImage)
                .map(image -> Response.ok(json(image)).build())
                .orElseGet(ProblemResponses::notFound);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Move an image to a project, or with projectId null out of its project")
    @APIResponseSchema(ImageJson.class)
    public Response change(@PathParam("id") String id, @Nullable ImageChange change) {
        Optional<Image> image = PublicId.IMAGE.parse(id).flatMap(images::findImage);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (change == null) {
            return ProblemResponses.badRequest("Send {\"projectId\"}.");
        }
        Optional<UUID> project = PublicId.PROJECT.parse(change.projectId());
        boolean unknown = change.projectId() != null && project.isEmpty();
        return !unknown && assignImages.assign(Set.of(image.get().id()), project)
                ? Response.ok(json(image.get())).build()
                : ProblemResponses.notFound();
    }

    @PUT
    @Path("tags")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Replace the tags of an image")
    @APIResponseSchema(ImageJson.class)
    public Response tag(@PathParam("id") String id, @Nullable ImageTags change) {
        Optional<Image> image = PublicId.IMAGE.parse(id).flatMap(images::findImage);
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (change == null || change.tags() == null || change.tags().size() > MAX_TAGS) {
            return ProblemResponses.badRequest("Send {\"tags\": [...]} with at most %d names.".formatted(MAX_TAGS));
        }
        return tagImages
                .replace(
                        image.get().id(),
                        change.tags().stream().filter(Objects::nonNull).toList())
                .map(ProblemResponses::of)
                .orElseGet(() -> Response.ok(json(image.get())).build());
    }

    @DELETE
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete an image with its results and all files derived from it")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(@PathParam("id") String id) {
        Optional<UUID> image = PublicId.IMAGE.parse(id);
        return image.isPresent() && deleteImage.delete(image.get())
                ? Response.noContent().build()
                : ProblemResponses.notFound();
    }

    private ImageJson json(Image image) {
        return new ImageJson(
                PublicId.IMAGE.of(image.id()),
                image.filename(),
                image.contentType(),
                image.bytes().orElse(null),
                image.sha256().orElse(null),
                image.width().orElse(null),
                image.height().orElse(null),
                signedUrl(image, ImageKeys.preview(image.id())),
                signedUrl(image, ImageKeys.thumbnail(image.id())),
                projects.findProjectOf(image.id()).map(PublicId.PROJECT::of).orElse(null),
                tags.listTagsOf(Set.of(image.id())).getOrDefault(image.id(), List.of()).stream()
                        .map(Tags.ImageTag::name)
                        .toList(),
                readiness.find(image.id()).orElse(null),
                reviews.listStates(Set.of(image.id()))
                        .getOrDefault(image.id(), ReviewState.DRAFT)
                        .code(),
                image.createdAt().toString(),
                analysesOnArrival.find(image.id()).map(OnArrival::of).orElse(null));
    }

    private @Nullable String signedUrl(Image image, String key) {
        return image.isReady() ? store.signPublicRead(key, SIGNED_URL_LIFETIME).toString() : null;
    }
}
