package com.engram.analysis.channels;

import com.engram.analysis.channels.Channel.Source;
import com.engram.analysis.scorers.estimates.Rectangle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The channels, in the order in which they are shown. All that is known of them is in the file {@code channels.json}. */
@ApplicationScoped
public class Channels {

    private final List<Channel> channels;

    Channels() {
        try (InputStream in = Channels.class.getResourceAsStream("/channels/channels.json");
                JsonReader reader = Json.createReader(in)) {
            channels = reader.readObject().getJsonArray("channels").getValuesAs(Channels::channel);
        } catch (IOException e) {
            throw new UncheckedIOException("The list of channels cannot be read", e);
        }
    }

    /** All channels. */
    public List<Channel> listChannels() {
        return channels;
    }

    /** The channel with that code. */
    public Optional<Channel> findChannel(String code) {
        return channels.stream().filter(channel -> channel.code().equals(code)).findFirst();
    }

    private static Channel channel(JsonValue value) {
        JsonObject channel = value.asJsonObject();
        return new Channel(
                channel.getString("code"),
                channel.getString("name"),
                channel.getInt("width"),
                channel.getInt("height"),
                channel.getJsonArray("covered").getValuesAs(Channels::rectangle),
                source(channel.getJsonObject("sizeSource")),
                channel.containsKey("coveredSource")
                        ? List.of(source(channel.getJsonObject("coveredSource")))
                        : List.of());
    }

    private static Rectangle rectangle(JsonValue value) {
        JsonArray sides = value.asJsonArray();
        return new Rectangle(side(sides, 0), side(sides, 1), side(sides, 2), side(sides, 3));
    }

    private static double side(JsonArray sides, int index) {
        return sides.getJsonNumber(index).doubleValue();
    }

    private static Source source(JsonObject source) {
        return new Source(
                source.getString("title"),
                Optional.ofNullable(source.getString("url", null)),
                source.getString("date"),
                source.getBoolean("primary"));
    }
}
