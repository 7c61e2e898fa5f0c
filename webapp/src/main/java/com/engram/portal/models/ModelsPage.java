package com.engram.portal.models;

import com.engram.images.upload.ImageNames;
import com.engram.language.Messages;
import com.engram.people.Caller;
import com.engram.people.Permission;
import com.engram.training.CreateRatedSet;
import com.engram.training.DecideOnModel;
import com.engram.training.ModelComparison;
import com.engram.training.ModelState;
import com.engram.training.OwnModel;
import com.engram.training.OwnModels;
import com.engram.training.RatedSets;
import com.engram.training.RatingProblem;
import com.engram.training.RatingsFile;
import com.engram.training.RequestTraining;
import com.engram.training.TrainingFailure;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.intake.UploadedFile;
import com.engram.web.language.RequestLanguage;
import com.engram.web.pages.View;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The account's own models, and the data sets that they are trained on. */
@Path("/settings/models")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ModelsPage {

    private static final String PAGE = "/settings/models";
    private static final int UNPROCESSABLE = 422;

    @Inject
    private DataSetUpload upload;

    @Inject
    private RatedSets sets;

    @Inject
    private OwnModels models;

    @Inject
    private RequestTraining requestTraining;

    @Inject
    private DecideOnModel decideOnModel;

    @Inject
    @ConfigProperty(name = "engram.batches.maxZipBytes", defaultValue = "2147483648")
    private long maxZipBytes;

    @Context
    private HttpServletRequest request;

    /** A data set as one row of the table. */
    public record SetView(
            String id, String name, Instant createdAt, long images, long usable, boolean trainable, boolean waiting) {

        static SetView of(RatedSets.RatedSet set) {
            return new SetView(
                    PublicId.DATA_SET.of(set.id()),
                    set.name(),
                    set.createdAt(),
                    set.images(),
                    set.usable(),
                    set.isTrainable(),
                    set.usable() < set.images());
        }
    }

    /** A model as one row of the table. */
    public record ModelView(
            String id,
            String dataSet,
            Instant requestedAt,
            ModelState state,
            Optional<TrainingFailure> failure,
            Optional<String> model,
            Optional<ModelComparison> comparison,
            boolean approvable) {

        static ModelView of(OwnModel model) {
            return new ModelView(
                    PublicId.OWN_MODEL.of(model.id()),
                    model.dataSet(),
                    model.requestedAt(),
                    model.state(),
                    model.failure(),
                    model.model(),
                    model.comparison(),
                    model.isApprovable());
        }

        /** Whether the account's analyses use it, or will soon. */
        public boolean isInUse() {
            return state == ModelState.ACTIVE || state == ModelState.PUBLISHING;
        }

        /** Whether it waits for a decision. */
        public boolean isWaiting() {
            return state == ModelState.EVALUATED;
        }
    }

    @GET
    @RolesAllowed(Permission.MANAGE)
    public View show() {
        return page(Optional.empty(), List.of(), 0);
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Permission.MANAGE)
    public Response create(List<EntityPart> parts) throws IOException {
        if (!UploadedFile.readText(parts, "consent").equals("true")) {
            return refused(UNPROCESSABLE, messages().text("models.consent.missing"));
        }
        Optional<UploadedFile> posted = UploadedFile.read(parts, "ratings", RatingsFile.MAX_BYTES);
        if (posted.isEmpty()) {
            return refused(400, messages().text("models.ratings.missing"));
        }
        try (UploadedFile ratings = posted.get()) {
            if (ratings.bytes() == 0) {
                return refused(400, messages().text("models.ratings.missing"));
            }
            Optional<UploadedFile> archive = UploadedFile.read(parts, "zip", maxZipBytes);
            if (archive.isEmpty()) {
                return receive(parts, ratings, Optional.empty());
            }
            try (UploadedFile zip = archive.get()) {
                if (zip.bytes() > maxZipBytes) {
                    return refused(413, messages().text("batches.zip.tooLarge", maxZipBytes >> 20));
                }
                // A browser sends an empty part if no file was chosen.
                return receive(parts, ratings, Optional.of(zip).filter(file -> file.bytes() > 0));
            }
        }
    }

    private Response receive(List<EntityPart> parts, UploadedFile ratings, Optional<UploadedFile> zip)
            throws IOException {
        String given = UploadedFile.readText(parts, "name");
        DataSetUpload.Result result = upload.receive(
                new CreateRatedSet.Request(
                        given.isEmpty() ? ImageNames.ofFile(ratings.filename()) : given,
                        messages().text("models.consent"),
                        person().orElseThrow()),
                Files.readAllBytes(ratings.path()),
                zip.map(UploadedFile::path));
        if (result instanceof DataSetUpload.ArchiveRefused refused) {
            return refused(UNPROCESSABLE, messages().text(refused.refusal().message()));
        }
        if (result instanceof DataSetUpload.Invalid invalid) {
            return Response.status(UNPROCESSABLE)
                    .entity(page(
                            Optional.of(messages().text("models.ratings.refused")),
                            invalid.refused().problems().stream()
                                    .map(this::text)
                                    .toList(),
                            invalid.refused().more()))
                    .build();
        }
        return redirect();
    }

    @POST
    @Path("data-sets/{id}/train")
    @RolesAllowed(Permission.MANAGE)
    public Response train(@PathParam("id") String id) {
        UUID set = PublicId.DATA_SET.parse(id).orElseThrow(NotFoundException::new);
        RequestTraining.Result result = requestTraining.request(set);
        if (!(result instanceof RequestTraining.Refused refused)) {
            return redirect();
        }
        if (refused.reason() == RequestTraining.Reason.NOT_FOUND) {
            throw new NotFoundException();
        }
        return refused(UNPROCESSABLE, messages().text("models.refused." + refused.reason(), RatedSets.MIN_IMAGES));
    }

    @POST
    @Path("data-sets/{id}/delete")
    @RolesAllowed(Permission.MANAGE)
    public Response delete(@PathParam("id") String id) {
        if (!PublicId.DATA_SET.parse(id).map(sets::delete).orElse(false)) {
            throw new NotFoundException();
        }
        return redirect();
    }

    @POST
    @Path("{id}/approve")
    @RolesAllowed(Permission.OWN)
    public Response approve(@PathParam("id") String id) {
        return respond(decideOnModel.approve(parse(id), person()));
    }

    @POST
    @Path("{id}/discard")
    @RolesAllowed(Permission.OWN)
    public Response discard(@PathParam("id") String id) {
        return respond(decideOnModel.discard(parse(id), person()));
    }

    @POST
    @Path("{id}/withdraw")
    @RolesAllowed(Permission.OWN)
    public Response withdraw(@PathParam("id") String id) {
        return respond(decideOnModel.withdraw(parse(id), person()));
    }

    private static UUID parse(String id) {
        return PublicId.OWN_MODEL.parse(id).orElseThrow(NotFoundException::new);
    }

    private Response respond(DecideOnModel.Result result) {
        return switch (result) {
            case DONE -> redirect();
            case NOT_FOUND -> throw new NotFoundException();
            case NOT_ALLOWED -> refused(UNPROCESSABLE, messages().text("models.notAllowed"));
        };
    }

    private String text(RatingProblem problem) {
        String why = messages()
                .text(
                        "models.problem." + problem.kind(),
                        problem.detail(),
                        RatedSets.MIN_IMAGES,
                        RatedSets.MAX_IMAGES,
                        RatedSets.MIN_RATINGS,
                        RatingsFile.MAX_BYTES >> 20);
        return problem.line() == 0 ? why : messages().text("models.problem.line", problem.line(), why);
    }

    private Optional<UUID> person() {
        return CurrentCaller.getCaller(request).person();
    }

    private Messages messages() {
        return RequestLanguage.messages(request);
    }

    private Response refused(int status, String fault) {
        return Response.status(status)
                .entity(page(Optional.of(fault), List.of(), 0))
                .build();
    }

    private View page(Optional<String> fault, List<String> problems, int more) {
        Caller caller = CurrentCaller.getCaller(request);
        Map<String, Object> model = new HashMap<>();
        model.put("sets", sets.listSets().stream().map(SetView::of).toList());
        model.put("models", models.listModels().stream().map(ModelView::of).toList());
        model.put("place", requestTraining.findPlace());
        model.put("mayDecide", caller.permissions().contains(Permission.OWN));
        model.put("minImages", RatedSets.MIN_IMAGES);
        model.put("maxImages", RatedSets.MAX_IMAGES);
        model.put("fault", fault);
        model.put("problems", problems);
        model.put("more", more);
        return View.of("models", model);
    }

    private static Response redirect() {
        return Response.seeOther(URI.create(PAGE)).build();
    }
}
