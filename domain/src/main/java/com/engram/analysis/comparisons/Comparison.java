package com.engram.analysis.comparisons;

import com.engram.analysis.scorers.Model;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Some images, and for each pair of them which one is the more memorable.
 *
 * @param images in the order of the request
 * @param pairs every pair of images; the first of a pair precedes the second in {@code images}
 * @param model the model that compared them
 */
public record Comparison(List<ComparedImage> images, List<ComparedPair> pairs, Model model) {

    /** The smallest number of images that are compared. */
    public static final int MIN_IMAGES = 2;

    /** The largest number of images that are compared. */
    public static final int MAX_IMAGES = 6;

    /** What every statement about variants of one picture has to say. */
    public static final String NOTICE_ON_VARIANTS =
            "No study has measured how people remember variants of one picture, such as a crop or another colour. "
                    + "For variants, the probability is the model's estimate alone.";

    /** The images, the most memorable first. The order of two images is sure only if their pair is decided. */
    public List<ComparedImage> ranking() {
        return images.stream()
                .sorted(Comparator.comparingDouble(ComparedImage::score).reversed())
                .toList();
    }

    /** The image that is decided to be more memorable than each of the others, if there is one. */
    public Optional<ComparedImage> findBest() {
        return images.stream()
                .filter(image ->
                        pairs.stream().filter(pair -> pair.contains(image)).allMatch(pair -> pair.isWonBy(image)))
                .findFirst();
    }

    /** The pair of those two images. */
    public ComparedPair getPair(ComparedImage one, ComparedImage other) {
        return pairs.stream()
                .filter(pair -> !one.equals(other) && pair.contains(one) && pair.contains(other))
                .findFirst()
                .orElseThrow();
    }
}
