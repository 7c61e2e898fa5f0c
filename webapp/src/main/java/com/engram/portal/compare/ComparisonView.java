package com.engram.portal.compare;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A comparison for display.
 *
 * @param decisive the pair that decides: the highest score against the image that comes closest to it
 * @param headline the answer in a sentence
 * @param pairs every pair, the ones with the highest scores first
 */
public record ComparisonView(Comparison comparison, PairView decisive, String headline, List<PairView> pairs) {

    static ComparisonView of(Comparison comparison) {
        List<ComparedImage> ranking = comparison.ranking();
        ComparedImage top = ranking.get(0);
        PairView decisive = ranking.stream()
                .skip(1)
                .map(other -> comparison.getPair(top, other).higherFirst())
                .min(Comparator.comparingDouble(ComparedPair::probability))
                .map(PairView::new)
                .orElseThrow();
        List<PairView> pairs = comparison.pairs().stream()
                .map(PairView::of)
                .sorted(Comparator.comparing(
                                (PairView pair) -> ranking.indexOf(pair.pair().first()))
                        .thenComparing(pair -> ranking.indexOf(pair.pair().second())))
                .toList();
        return new ComparisonView(comparison, decisive, headline(comparison, ranking.size()), pairs);
    }

    private static String headline(Comparison comparison, int images) {
        return comparison
                .findBest()
                .map(best -> best.filename() + (images > 2 ? " is the most memorable." : " is more memorable."))
                .orElse("Too close to rank.");
    }

    /** Whether more than two images are compared. */
    public boolean isOfMany() {
        return comparison.images().size() > 2;
    }

    /** Whether one image is more memorable than each of the others. */
    public boolean isDecided() {
        return comparison.findBest().isPresent();
    }

    /** What every statement about variants of one picture has to say. */
    public String notice() {
        return Comparison.NOTICE_ON_VARIANTS;
    }

    /** The model that compared the images. */
    public String model() {
        return comparison.model().name() + " " + comparison.model().version();
    }

    boolean isBest(UUID image) {
        return comparison.findBest().filter(best -> best.image().equals(image)).isPresent();
    }

    /** How an image compares with the one of the highest score; empty for that one, and for one that was not compared. */
    Optional<String> verdictOn(UUID image) {
        ComparedImage top = comparison.ranking().get(0);
        return comparison.images().stream()
                .filter(compared -> compared.image().equals(image) && !compared.equals(top))
                .findFirst()
                .map(compared -> new PairView(comparison.getPair(top, compared).higherFirst()))
                .map(PairView::verdictOnLower);
    }
}
