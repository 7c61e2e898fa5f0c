package com.engram.api.variants;

import static com.engram.api.variants.EditJson.rounded;

import com.engram.analysis.channels.ChannelCrop;
import com.engram.api.variants.EditJson.RectJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a channel, in the API.
 *
 * @param channel the code of the channel, such as {@code instagram_story}
 * @param crop what is shown, as fractions of the upright picture
 * @param proposed whether the crop is the proposed one
 * @param score of the crop; null, like {@code estimate}, if it is not scored or shows nothing
 * @param kept the share of the picture's memory mass within the crop
 * @param covered the share of the crop's memory mass under the app's own controls
 * @param overlays what the app's own controls cover, as fractions of the crop
 * @param estimate the estimated score of the crop; null if it is not scored
 */
public record ChannelCropJson(
        String channel,
        String name,
        int width,
        int height,
        RectJson crop,
        boolean proposed,
        @Nullable Double score,
        double kept,
        double covered,
        List<RectJson> overlays,
        @Nullable EstimateJson estimate) {

    static ChannelCropJson of(ChannelCrop crop) {
        EstimateJson estimate = crop.estimate().map(EstimateJson::of).orElse(null);
        return new ChannelCropJson(
                crop.channel().code(),
                crop.channel().name(),
                crop.channel().width(),
                crop.channel().height(),
                RectJson.of(crop.crop()),
                crop.proposed(),
                estimate == null ? null : estimate.score(),
                rounded(crop.kept()),
                rounded(crop.covered()),
                crop.channel().covered().stream().map(RectJson::of).toList(),
                estimate);
    }
}
