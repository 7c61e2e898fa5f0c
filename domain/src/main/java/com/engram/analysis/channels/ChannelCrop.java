package com.engram.analysis.channels;

import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import java.util.List;
import java.util.Optional;

/**
 * A picture in a channel.
 *
 * @param crop what is shown of the picture
 * @param proposed whether the crop is the proposed one
 * @param kept the share of the picture's memory mass within the crop, 0..1
 * @param covered the share of the crop's memory mass that lies under the app's own controls, 0..1
 * @param estimate the score of the crop; empty if it is not scored, or shows nothing
 */
public record ChannelCrop(
        Channel channel,
        Rectangle crop,
        boolean proposed,
        double kept,
        double covered,
        Optional<VariantEstimate> estimate) {

    /** What the app's own controls cover, as fractions of the whole picture. */
    public List<Rectangle> coveredOfPicture() {
        return channel.covered().stream().map(crop::toPicture).toList();
    }
}
