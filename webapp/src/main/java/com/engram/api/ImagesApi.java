package com.engram.api;

import com.engram.images.DeleteImage;
import com.engram.images.Image;
import com.engram.images.ImageKeys;
import com.engram.images.Images;
import com.engram.images.ObjectStore;
import com.engram.people.Permission;
import com.engram.web.Problems;
import com.engram.web.PublicId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Pictures. */
@Path("/api/v1/images/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImagesApi {

    private static final Duration ADDRESSES_LAST = Duration.ofMinutes(15);

    @Inject
    private Images images;

    @Inject
    private DeleteImage deleteImage;

    @Inject
    private ObjectStore store;

    /** A picture; sizes are pixels of the upright picture, addresses are signed and expire. */
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
            String createdAt) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read an image's metadata")
    public Response read(@PathParam("id") String id) {
        return PublicId.IMAGE
                .parse(id)
                .flatMap(images::findImage)
                .map(image -> Response.ok(json(image)).build())
                .orElseGet(Problems::notFound);
    }

    @DELETE
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Delete an image with its results and everything made of it")
    public Response delete(@PathParam("id") String id) {
        Optional<UUID> image = PublicId.IMAGE.parse(id);
        return image.isPresent() && deleteImage.delete(image.get())
                ? Response.noContent().build()
                : Problems.notFound();
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
                signed(image, ImageKeys.preview(image.id())),
                signed(image, ImageKeys.thumbnail(image.id())),
                image.createdAt().toString());
    }

    private @Nullable String signed(Image image, String key) {
        return image.isReady() ? store.signPublicRead(key, ADDRESSES_LAST).toString() : null;
    }
}
