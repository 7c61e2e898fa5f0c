package com.engram.web.results;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.language.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A comparison for display.
 *
 * @param decisive the pair that decides: the highest score against the image that comes closest to it
 * @param pairs every pair, the ones with the highest scores first
 */
public record ComparisonView(Comparison comparison, PairView decisive, List<PairView> pairs) {

    /** The view of a comparison. */
    public static ComparisonView of(Comparison comparison) {
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
        return new ComparisonView(comparison, decisive, pairs);
    }

    /** The answer in a sentence. */
    public Message headline() {
        return comparison
                .findBest()
                .map(best -> Message.of(
                        "compare.best" + (isOfMany() ? ".ofMany" : "") + (isClear() ? "" : ".probably"),
                        best.filename()))
                .orElseGet(() -> Message.of("compare.close"));
    }

    /** Whether more than two images are compared. */
    public boolean isOfMany() {
        return comparison.images().size() > 2;
    }

    /** Whether one image is more memorable than each of the others. */
    public boolean isDecided() {
        return comparison.findBest().isPresent();
    }

    /** Whether the best image is clearly more memorable than each of the others. */
    private boolean isClear() {
        return comparison.findBest().stream()
                .flatMap(best -> comparison.images().stream()
                        .filter(other -> !other.equals(best))
                        .map(other -> comparison.getPair(best, other)))
                .allMatch(ComparedPair::isClear);
    }

    /** Whether an image is more memorable than each of the others. */
    public boolean isBest(UUID image) {
        return comparison.findBest().filter(best -> best.image().equals(image)).isPresent();
    }

    /** The pair of an image with the one of the highest score; empty for that one, and for one that was not compared. */
    public Optional<PairView> pairWithBest(UUID image) {
        ComparedImage top = comparison.ranking().get(0);
        return comparison.images().stream()
                .filter(compared -> compared.image().equals(image) && !compared.equals(top))
                .findFirst()
                .map(compared -> PairView.of(comparison.getPair(top, compared)));
    }
}
