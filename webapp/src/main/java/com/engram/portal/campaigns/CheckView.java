package com.engram.portal.campaigns;

import com.engram.campaigns.Finding;
import com.engram.campaigns.MetricCheck;
import com.engram.campaigns.RankCorrelation;
import com.engram.web.PublicId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A metric of a campaign beside the scores of its images.
 *
 * @param position of the metric in the campaign
 * @param concordance in percent, rounded
 * @param decimals how many decimals the values have, at most four
 * @param plot empty without points
 */
public record CheckView(
        int position,
        String metric,
        int pairs,
        Finding finding,
        Optional<RankCorrelation> correlation,
        Optional<Long> concordance,
        int decimals,
        Optional<ScatterPlot> plot,
        List<PointView> points) {

    private static final int MAX_DECIMALS = 4;

    /** An image as one row of the table. */
    public record PointView(String href, String filename, double ofTen, double value) {

        static PointView of(MetricCheck.Point point) {
            return new PointView(
                    "/images/" + PublicId.IMAGE.of(point.image()), point.filename(), 10 * point.score(), point.value());
        }
    }

    static CheckView of(int position, MetricCheck check) {
        return new CheckView(
                position,
                check.metric(),
                check.points().size(),
                check.finding(),
                check.correlation(),
                check.concordance().map(share -> Math.round(100 * share)),
                decimals(check),
                Optional.of(check).filter(full -> !full.points().isEmpty()).map(ScatterPlot::of),
                check.points().stream().map(PointView::of).toList());
    }

    private static int decimals(MetricCheck check) {
        return check.points().stream()
                .mapToInt(point ->
                        BigDecimal.valueOf(point.value()).stripTrailingZeros().scale())
                .map(scale -> Math.min(MAX_DECIMALS, Math.max(0, scale)))
                .max()
                .orElse(0);
    }
}
