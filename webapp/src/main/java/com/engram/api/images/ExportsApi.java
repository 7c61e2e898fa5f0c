package com.engram.api.images;

import com.engram.analysis.libraries.ExportLibrary;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Exports the whole library as ZIP files in the background, for accounts that are too large for one download. */
@Path("/api/v1/exports")
@RequestScoped
@RolesAllowed(Permission.MANAGE)
@Produces(MediaType.APPLICATION_JSON)
public class ExportsApi {

    @Inject
    private IdempotentEffect idempotentEffect;

    @Inject
    private ExportLibrary exportLibrary;

    /**
     * An export.
     *
     * @param status {@code running} or {@code done}
     * @param files signed URLs of ZIP files that expire after a few minutes; each file has up to a hundred originals and
     *     their results, one line of JSON each
     */
    public record ExportJson(String id, String status, List<String> files) {

        static ExportJson of(ExportLibrary.Export export) {
            return new ExportJson(
                    PublicId.EXPORT.of(export.id()),
                    export.finished() ? "done" : "running",
                    export.files().stream().map(URI::toString).toList());
        }
    }

    @POST
    @Operation(
            summary =
                    "Start an export of all originals and results as ZIP files; returns the running export if there is"
                            + " one")
    @APIResponseSchema(value = ExportJson.class, responseCode = "202")
    public Response start() {
        return idempotentEffect.execute(() -> {
            String id = PublicId.EXPORT.of(exportLibrary.request());
            return Response.accepted(new ExportJson(id, "running", List.of()))
                    .location(URI.create("/api/v1/exports/" + id))
                    .build();
        });
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Read the progress of an export, and the URLs of its files once it is done; files are kept for a"
                    + " week")
    @APIResponseSchema(ExportJson.class)
    public Response read(@PathParam("id") String id) {
        return PublicId.EXPORT
                .parse(id)
                .flatMap(exportLibrary::findExport)
                .map(export -> Response.ok(ExportJson.of(export)).build())
                .orElseGet(ProblemResponses::notFound);
    }
}
