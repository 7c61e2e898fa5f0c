package com.engram.portal.gallery;

import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.analysis.reports.Gallery;
import com.engram.images.deletion.RemoveImages;
import com.engram.library.AssignImagesToProject;
import com.engram.library.TagImages;
import com.engram.people.Permission;
import com.engram.portal.exports.ResultsExport;
import com.engram.refusals.Refusal;
import com.engram.web.PublicId;
import com.engram.web.downloads.Csv;
import com.engram.web.downloads.CsvFormat;
import com.engram.web.downloads.Xlsx;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Actions on the images selected in the gallery. Unknown ids are ignored. */
@Path("/gallery/selection")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class GallerySelectionPage {

    private static final Pattern GALLERY_PATH = Pattern.compile("/gallery(\\?[A-Za-z0-9_.,%&=+\\-]*)?");

    /** The most images that one action changes. */
    static final int MAX_IMAGES = 5_000;

    @Inject
    private RemoveImages removeImages;

    @Inject
    private TagImages tagImages;

    @Inject
    private RequestBatch requestBatch;

    @Inject
    private ResultsExport export;

    @Inject
    private Gallery gallery;

    @Inject
    private AssignImagesToProject assignImages;

    @FormParam("image")
    private List<String> chosen = List.of();

    /** Not empty if all images that match the filter of the page are meant. */
    @FormParam("all")
    @DefaultValue("")
    private String all = "";

    @FormParam("back")
    @DefaultValue("/gallery")
    private String back = "/gallery";

    @POST
    @Path("compare")
    @RolesAllowed(Permission.READ)
    public Response compare() {
        String images = ids().stream().map(PublicId.IMAGE::of).collect(Collectors.joining(","));
        return Response.seeOther(URI.create("/compare?images=" + images)).build();
    }

    @POST
    @Path("file")
    @RolesAllowed(Permission.WRITE)
    public Response assignToProject(@FormParam("project") @DefaultValue("") String project) {
        Optional<UUID> target = PublicId.PROJECT.parse(project);
        boolean isInvalid = !project.isEmpty() && target.isEmpty();
        if (isInvalid || !assignImages.assign(ids(), target)) {
            throw new NotFoundException();
        }
        return back();
    }

    /** Adds a tag by its name, or takes one off by its id. */
    @POST
    @Path("tag")
    @RolesAllowed(Permission.WRITE)
    public Response tag(
            @FormParam("tag") @DefaultValue("") String name, @FormParam("untag") @DefaultValue("") String untag) {
        Optional<UUID> taken = PublicId.TAG.parse(untag);
        if (taken.isPresent()) {
            tagImages.remove(ids(), taken.get());
        } else {
            Optional<Refusal> refusal = tagImages.add(ids(), name);
            if (refusal.isPresent()) {
                return ProblemPages.page(refusal.get());
            }
        }
        return back();
    }

    @POST
    @Path("export")
    @Produces({"text/csv", Xlsx.TYPE})
    @RolesAllowed(Permission.READ)
    public Response export(@FormParam("format") @DefaultValue("") String format) {
        List<UUID> images = ids();
        if (format.equals("xlsx")) {
            StreamingOutput workbook = out -> export.xlsxOfImages(out, images);
            return Xlsx.download(workbook, "engram-selection.xlsx");
        }
        StreamingOutput table = out -> export.csvOfImages(out, CsvFormat.of(format), images);
        return Csv.download(table, "engram-selection.csv");
    }

    /** Analyses the images again as one batch. */
    @POST
    @Path("analyse")
    @RolesAllowed(Permission.WRITE)
    public Response analyse() {
        List<UUID> images = ids();
        if (images.isEmpty()) {
            return back();
        }
        BatchRequestResult result = requestBatch.request(new BatchOptions(
                new LinkedHashSet<>(images.subList(0, Math.min(images.size(), RequestBatch.MAX_IMAGES))),
                "",
                false,
                true));
        if (result instanceof BatchRequestResult.Accepted accepted) {
            return Response.seeOther(URI.create(
                            "/batches/" + PublicId.BATCH.of(accepted.batch().id())))
                    .build();
        }
        return result instanceof BatchRequestResult.Refused refused ? ProblemPages.page(refused.refusal()) : back();
    }

    /** Removes images. The page that follows offers to restore them. */
    @POST
    @Path("delete")
    @RolesAllowed(Permission.WRITE)
    public Response delete() {
        RemoveImages.Removal removal = removeImages.remove(ids());
        if (removal.images().isEmpty()) {
            return back();
        }
        String path = safeBack();
        return Response.seeOther(URI.create("%s%sremoved=%d&undo=%d"
                        .formatted(
                                path,
                                path.contains("?") ? "&" : "?",
                                removal.images().size(),
                                ChronoUnit.MICROS.between(Instant.EPOCH, removal.at()))))
                .build();
    }

    @POST
    @Path("restore")
    @RolesAllowed(Permission.WRITE)
    public Response restore(@FormParam("undo") @DefaultValue("") String undo) {
        if (!undo.matches("\\d{1,17}")) {
            throw new NotFoundException();
        }
        removeImages.restore(Instant.EPOCH.plus(Long.parseLong(undo), ChronoUnit.MICROS));
        return back();
    }

    private List<UUID> ids() {
        if (!all.isEmpty()) {
            return gallery.listImages(GalleryQuery.parse(safeBack()).filter(), MAX_IMAGES);
        }
        return chosen.stream()
                .map(PublicId.IMAGE::parse)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private String safeBack() {
        return GALLERY_PATH.matcher(back).matches() ? back : "/gallery";
    }

    private Response back() {
        return Response.seeOther(URI.create(safeBack())).build();
    }
}
