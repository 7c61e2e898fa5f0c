package com.engram.api.images;

import com.engram.people.Permission;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.intake.UploadRequests;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Signed forms with which clients upload images to the object store. */
@Path("/api/v1/uploads")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UploadsApi {

    @Inject
    private UploadRequests uploadRequests;

    @Inject
    private IdempotentEffect idempotentEffect;

    @POST
    @RolesAllowed(Permission.WRITE)
    @Operation(
            summary = "Get a signed form to upload an image with",
            description =
                    "The plan limits the bytes and the megapixels of an image. Whatever the plan, JPEG files, and HEIC and"
                            + " AVIF files of tiles, may have at most 250 megapixels, and others 50; a larger image is rejected with"
                            + " too_many_pixels when it is scored, and costs nothing. With `analyse`, the image is analysed as"
                            + " soon as its bytes have arrived (with `heatmap` deeply, too), without a request for the"
                            + " analysis; the plan is checked then. `onArrival` of the image tells what became of it. A client"
                            + " that requests the analysis all the same gets this one.")
    @APIResponseSchema(value = UploadRequests.UploadResponse.class, responseCode = "201")
    @APIResponse(ref = "402", responseCode = "402")
    @APIResponse(ref = "413", responseCode = "413")
    public Response create(UploadRequests.@Nullable UploadRequest request) {
        return idempotentEffect.execute(() -> uploadRequests.request(request));
    }
}
