package com.engram.portal.gallery;

import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.Gallery.ScoreBin;
import java.util.List;

/**
 * How scores are spread, as bars of a drawing that is {@link #BINS} units wide and {@link #HEIGHT} units high.
 *
 * @param bars those that have images
 * @param most how many images the highest bar has
 * @param isPart whether more images match than {@link Gallery#MAX_IN_HISTOGRAM}, and that many were read
 */
public record HistogramView(List<Bar> bars, long most, boolean isPart) {

    /** Bars of a quarter of a point. */
    static final int BINS = Gallery.BINS;

    private static final int HEIGHT = 24;

    /**
     * A bar.
     *
     * @param from the lowest score, out of ten
     * @param to the score at which the next bar begins, out of ten
     */
    public record Bar(int x, double y, double height, double from, double to, long images) {}

    /**
     * The histogram of a gallery.
     *
     * @param restricted whether the filter leaves out images for another reason than their score
     */
    static HistogramView of(List<ScoreBin> bins, boolean restricted) {
        long images = bins.stream().mapToLong(ScoreBin::images).sum();
        long most = bins.stream().mapToLong(ScoreBin::images).max().orElse(0);
        return new HistogramView(
                bins.stream()
                        .map(bin -> {
                            // One image is still visible beside thousands.
                            double height = Math.max(1, (double) HEIGHT * bin.images() / most);
                            return new Bar(
                                    bin.bin(),
                                    HEIGHT - height,
                                    height,
                                    10.0 * bin.bin() / BINS,
                                    10.0 * (bin.bin() + 1) / BINS,
                                    bin.images());
                        })
                        .toList(),
                most,
                restricted && images >= Gallery.MAX_IN_HISTOGRAM);
    }
}
