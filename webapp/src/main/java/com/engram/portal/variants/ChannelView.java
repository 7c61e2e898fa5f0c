package com.engram.portal.variants;

import com.engram.analysis.channels.Channel;
import com.engram.analysis.channels.ChannelCrop;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.portal.variants.PictureView.BoxView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A picture in a channel, for display. */
public record ChannelView(PictureView picture, ChannelCrop crop) {

    /** The code of the channel, which is the anchor of its card. */
    public String code() {
        return crop.channel().code();
    }

    /** The name of the channel. */
    public String name() {
        return crop.channel().name();
    }

    /** The published size. */
    public String size() {
        return crop.channel().width() + " × " + crop.channel().height();
    }

    /** The view box that shows the crop. */
    public String viewBox() {
        return picture.viewBox(crop.crop());
    }

    /** The crop in the picture. */
    public BoxView box() {
        return picture.box(crop.crop());
    }

    /** What the app covers, in the picture. */
    public List<BoxView> overlays() {
        return crop.coveredOfPicture().stream().map(picture::box).toList();
    }

    /** Whether the app covers anything. */
    public boolean hasOverlays() {
        return !crop.channel().covered().isEmpty();
    }

    /** The share of the memory mass that the crop keeps, in percent. */
    public long kept() {
        return Math.round(100 * crop.kept());
    }

    /** The share of the crop's memory mass that the app covers, in percent. */
    public long covered() {
        return Math.round(100 * crop.covered());
    }

    /** Whether the crop is the proposed one. */
    public boolean isProposed() {
        return crop.proposed();
    }

    /** Whether there is room to move the crop. */
    public boolean isMovable() {
        return Math.min(crop.crop().width(), crop.crop().height()) < 0.995;
    }

    /** The left edge in percent of the picture. */
    public double left() {
        return percent(crop.crop().x());
    }

    /** The upper edge in percent of the picture. */
    public double top() {
        return percent(crop.crop().y());
    }

    /** The width in percent of the picture. */
    public double width() {
        return percent(crop.crop().width());
    }

    /** The largest width in percent of the picture. */
    public double largestWidth() {
        Rectangle rect = crop.crop();
        double scale = Math.min(1 / rect.width(), 1 / rect.height());
        return Math.floor(1000 * rect.width() * scale) / 10;
    }

    /** The score of the crop. */
    public Optional<EstimateView> estimate() {
        return crop.estimate().map(EstimateView::new);
    }

    /** Where the size and the covered parts are published. */
    public List<SourceView> sources() {
        return Stream.concat(Stream.of(crop.channel().sizeSource()), crop.channel().coveredSource().stream())
                .map(SourceView::new)
                .toList();
    }

    /** A source. */
    public record SourceView(Channel.Source source) {

        /** What was published. */
        public String title() {
            return source.title();
        }

        /** When. */
        public String date() {
            return source.date();
        }

        /** Whether the owner of the channel published it. */
        public boolean isPrimary() {
            return source.primary();
        }
    }

    private static double percent(double share) {
        return Math.round(1000 * share) / 10.0;
    }
}
