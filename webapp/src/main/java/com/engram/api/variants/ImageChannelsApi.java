package com.engram.api.variants;

import com.engram.analysis.channels.Channels;
import com.engram.analysis.channels.ScoreChannels;
import com.engram.analysis.channels.ScoreChannels.ChosenCrop;
import com.engram.api.variants.EditJson.RectJson;
import com.engram.images.Images;
import com.engram.people.Permission;
import com.engram.web.PublicId;
import com.engram.web.idempotency.IdempotentEffect;
import com.engram.web.problems.FieldProblem;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** An image as each channel shows it. */
@Path("/api/v1/images/{id}/channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ImageChannelsApi {

    private static final String DESCRIPTION = """
            For each channel, the crop that shows the most of the picture's memory mass, or the one that was chosen last, with its \
            score, the share of memory mass that it keeps, and the share that the app's own controls cover. Missing scores are \
            computed by the first call and stored. They cost nothing; each channel's crop can be scored 30 times for an analysis.""";

    private static final int MOST = 20;

    @Inject
    private Images images;

    @Inject
    private Channels channels;

    @Inject
    private ScoreChannels scoreChannels;

    @Inject
    private IdempotentEffect idempotentEffect;

    /** The image in every channel. */
    public record ImageChannelList(List<ChannelCropJson> data) {}

    /**
     * Crops that replace those of their channels.
     *
     * @param crops one crop for each channel to change
     */
    public record CropsRequest(@Nullable List<@Nullable CropRequest> crops) {}

    /**
     * A crop for a channel, as fractions of the upright picture, with the channel's aspect ratio.
     *
     * @param channel the code of the channel
     * @param crop what the channel is to show
     */
    public record CropRequest(
            @Nullable String channel, @Nullable RectJson crop) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "Read an image as each channel shows it", description = DESCRIPTION)
    @APIResponseSchema(ImageChannelList.class)
    @APIResponse(ref = "409", responseCode = "409")
    public Response list(@PathParam("id") String id) {
        return PublicId.IMAGE
                .parse(id)
                .map(image -> toResponse(scoreChannels.list(image)))
                .orElseGet(ProblemResponses::notFound);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Permission.WRITE)
    @Operation(summary = "Score chosen crops of an image for channels", description = DESCRIPTION)
    @APIResponseSchema(value = ImageChannelList.class, responseCode = "200")
    @APIResponse(ref = "409", responseCode = "409")
    public Response score(@PathParam("id") String id, @Nullable CropsRequest request) {
        Optional<UUID> image =
                PublicId.IMAGE.parse(id).filter(known -> images.findImage(known).isPresent());
        if (image.isEmpty()) {
            return ProblemResponses.notFound();
        }
        if (request == null
                || request.crops() == null
                || request.crops().isEmpty()
                || request.crops().size() > MOST) {
            return ProblemResponses.badRequest(
                    "Send {\"crops\": [{\"channel\", \"crop\": {\"x\", \"y\", \"width\", \"height\"}}]} with 1 to %d crops."
                            .formatted(MOST));
        }
        List<ChosenCrop> chosen = new ArrayList<>();
        for (int i = 0; i < request.crops().size(); i++) {
            Optional<ChosenCrop> crop =
                    Optional.ofNullable(request.crops().get(i)).flatMap(this::parse);
            if (crop.isEmpty()) {
                String rule = "A crop has the code of a channel, and a rectangle.";
                return ProblemResponses.response(Problem.of(400, "bad_request", rule)
                        .withErrors(List.of(FieldProblem.inBody("/crops/" + i, rule))));
            }
            chosen.add(crop.get());
        }
        Response response = toResponse(scoreChannels.score(image.get(), chosen));
        return response.getStatus() == 200 ? idempotentEffect.execute(() -> response) : response;
    }

    private Optional<ChosenCrop> parse(CropRequest request) {
        return Optional.ofNullable(request.channel())
                .flatMap(channels::findChannel)
                .flatMap(channel -> Optional.ofNullable(request.crop())
                        .flatMap(RectJson::parse)
                        .map(crop -> new ChosenCrop(channel, crop)));
    }

    private static Response toResponse(ScoreChannels.Result result) {
        if (result instanceof ScoreChannels.Scored scored) {
            return Response.ok(new ImageChannelList(
                            scored.crops().stream().map(ChannelCropJson::of).toList()))
                    .build();
        }
        return result instanceof ScoreChannels.Refused refused
                ? ProblemResponses.of(refused.refusal())
                : ProblemResponses.notFound();
    }
}
