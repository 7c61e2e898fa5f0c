package com.engram.api.variants;

import com.engram.analysis.channels.Channel;
import com.engram.analysis.channels.Channels;
import com.engram.api.variants.EditJson.RectJson;
import com.engram.people.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The channels in which pictures are published. */
@Path("/api/v1/channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ChannelsApi {

    @Inject
    private Channels channels;

    /**
     * A channel.
     *
     * @param overlays what the app's own controls cover, as fractions of the published picture
     * @param sources where size and overlays are published
     */
    public record ChannelJson(
            String code, String name, int width, int height, List<RectJson> overlays, List<SourceJson> sources) {

        static ChannelJson of(Channel channel) {
            return new ChannelJson(
                    channel.code(),
                    channel.name(),
                    channel.width(),
                    channel.height(),
                    channel.covered().stream().map(RectJson::of).toList(),
                    Stream.concat(Stream.of(channel.sizeSource()), channel.coveredSource().stream())
                            .map(SourceJson::of)
                            .toList());
        }
    }

    /**
     * A source; {@code primary} if the owner of the channel published it.
     *
     * @param title the title of the page
     * @param date when the page was read
     * @param primary whether the owner of the channel published it
     */
    public record SourceJson(String title, @Nullable String url, String date, boolean primary) {

        static SourceJson of(Channel.Source source) {
            return new SourceJson(source.title(), source.url().orElse(null), source.date(), source.primary());
        }
    }

    /** All channels. */
    public record ChannelList(List<ChannelJson> data) {}

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(summary = "List the channels with their sizes, the controls of their apps, and the sources of both")
    public ChannelList list() {
        return new ChannelList(
                channels.listChannels().stream().map(ChannelJson::of).toList());
    }
}
