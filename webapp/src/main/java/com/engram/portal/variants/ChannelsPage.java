package com.engram.portal.variants;

import com.engram.analysis.channels.Channel;
import com.engram.analysis.channels.Channels;
import com.engram.analysis.channels.ScoreChannels;
import com.engram.analysis.channels.ScoreChannels.ChosenCrop;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.language.Message;
import com.engram.people.Permission;
import com.engram.refusals.Refusal;
import com.engram.web.CurrentCaller;
import com.engram.web.PublicId;
import com.engram.web.pages.View;
import com.engram.web.problems.ProblemPages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A picture as each channel shows it: the crop, what the app covers, and the score. */
@Path("/images/{id}/channels")
@RequestScoped
@Produces(MediaType.TEXT_HTML)
public class ChannelsPage {

    @Inject
    private Images images;

    @Inject
    private Channels channels;

    @Inject
    private ScoreChannels scoreChannels;

    @Context
    private HttpServletRequest request;

    @GET
    @RolesAllowed(Permission.READ)
    public View show(@PathParam("id") String id) {
        Image image = getImage(id);
        ScoreChannels.Result result = scoreChannels.list(image.id());
        PictureView picture = PictureView.of(image);
        Map<String, Object> model = new HashMap<>();
        model.put("picture", picture);
        model.put("channels", result instanceof ScoreChannels.Scored scored ? views(picture, scored) : List.of());
        model.put("refusal", refusal(result));
        model.put("mayWrite", CurrentCaller.getCaller(request).permissions().contains(Permission.WRITE));
        return View.of("channels", model);
    }

    /** Scores a crop. All numbers are percent of the picture; the height follows from the channel. */
    @POST
    @RolesAllowed(Permission.WRITE)
    public Response score(
            @PathParam("id") String id,
            @FormParam("channel") @DefaultValue("") String code,
            @FormParam("left") @DefaultValue("0") String left,
            @FormParam("top") @DefaultValue("0") String top,
            @FormParam("width") @DefaultValue("100") String width) {
        Image image = getImage(id);
        Channel channel = channels.findChannel(code).orElseThrow(NotFoundException::new);
        ScoreChannels.Result result = scoreChannels.score(
                image.id(),
                List.of(new ChosenCrop(channel, FormNumbers.crop(image, channel.aspect(), left, top, width))));
        return result instanceof ScoreChannels.Refused refused
                ? ProblemPages.page(refused.refusal())
                : Response.seeOther(URI.create("/images/" + id + "/channels#" + code))
                        .build();
    }

    private static List<ChannelView> views(PictureView picture, ScoreChannels.Scored scored) {
        return scored.crops().stream()
                .map(crop -> new ChannelView(picture, crop))
                .toList();
    }

    private static Optional<Message> refusal(ScoreChannels.Result result) {
        if (result instanceof ScoreChannels.Refused refused) {
            return Optional.of(refused.refusal().message());
        }
        return result instanceof ScoreChannels.Scored scored
                ? scored.refusal().map(Refusal::message)
                : Optional.empty();
    }

    private Image getImage(String id) {
        return PublicId.IMAGE.parse(id).flatMap(images::findImage).orElseThrow(NotFoundException::new);
    }
}
