package com.engram.campaigns;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether the scores of a campaign's images went along with a metric.
 *
 * @param metric its name
 * @param points the images that have a score and a value
 * @param correlation empty if there are too few points or if all scores or values are equal
 * @param concordance of two images whose scores and values both differ, the share of cases in which the one with the higher score had
 *     the higher value, 0..1; 0.5 is chance. Empty like the correlation.
 */
public record MetricCheck(
        String metric, List<Point> points, Optional<RankCorrelation> correlation, Optional<Double> concordance) {

    /** On fewer pairs of a score and a value, no interval would be narrow enough to say anything. */
    public static final int MIN_PAIRS = 12;

    /**
     * An image of the campaign.
     *
     * @param score its current score, 0..1
     * @param value of the metric
     */
    public record Point(UUID image, String filename, double score, double value) {}

    static MetricCheck of(String metric, List<Point> points) {
        if (points.size() < MIN_PAIRS) {
            return new MetricCheck(metric, points, Optional.empty(), Optional.empty());
        }
        Optional<RankCorrelation> correlation = RankCorrelation.of(
                points.stream().mapToDouble(Point::score).toArray(),
                points.stream().mapToDouble(Point::value).toArray());
        return new MetricCheck(metric, points, correlation, correlation.map(found -> concordance(points)));
    }

    private static double concordance(List<Point> points) {
        long same = 0;
        long opposite = 0;
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < i; j++) {
                double direction = Math.signum(
                                points.get(i).score() - points.get(j).score())
                        * Math.signum(points.get(i).value() - points.get(j).value());
                same += direction > 0 ? 1 : 0;
                opposite += direction < 0 ? 1 : 0;
            }
        }
        return same + opposite == 0 ? 0.5 : same / (double) (same + opposite);
    }

    /** What the points say. */
    public Finding finding() {
        return correlation
                .map(RankCorrelation::finding)
                .orElse(points.size() < MIN_PAIRS ? Finding.TOO_FEW : Finding.NO_VARIATION);
    }
}
