package com.engram.inference.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** The folds of a cross-validation. All images of a group are in the same fold. */
public final class Folds {
    private final int[] foldOf;
    private final int count;

    private Folds(int[] foldOf, int count) {
        this.foldOf = foldOf;
        this.count = count;
    }

    /**
     * Shuffles the groups and assigns each to the fold that is smallest so far.
     *
     * @throws IllegalArgumentException if there are fewer groups than folds
     */
    public static Folds grouped(List<RatedImage> images, int count, long seed) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            groups.computeIfAbsent(images.get(i).group(), key -> new ArrayList<>())
                    .add(i);
        }
        if (groups.size() < count) {
            throw new IllegalArgumentException(groups.size() + " groups are too few for " + count + " folds");
        }
        List<List<Integer>> shuffled = new ArrayList<>(groups.values());
        Collections.shuffle(shuffled, new Random(seed));
        int[] foldOf = new int[images.size()];
        int[] sizes = new int[count];
        for (List<Integer> group : shuffled) {
            int smallest = 0;
            for (int f = 1; f < count; f++) {
                smallest = sizes[f] < sizes[smallest] ? f : smallest;
            }
            for (int image : group) {
                foldOf[image] = smallest;
            }
            sizes[smallest] += group.size();
        }
        return new Folds(foldOf, count);
    }

    /** The number of folds. */
    public int count() {
        return count;
    }

    /** The indices of the images that a fold holds out, ascending. */
    public int[] heldOut(int fold) {
        return indices(fold, true);
    }

    /** The indices of the images that a fold trains on, ascending. */
    public int[] training(int fold) {
        return indices(fold, false);
    }

    private int[] indices(int fold, boolean inside) {
        return IntStream.range(0, foldOf.length)
                .filter(i -> (foldOf[i] == fold) == inside)
                .toArray();
    }
}
