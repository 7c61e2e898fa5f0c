package com.engram.inference.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Splits a data set for cross-validation so that no group stands on both sides of a split. */
public final class Folds {
    private final int[] foldOf;
    private final int count;

    private Folds(int[] foldOf, int count) {
        this.foldOf = foldOf;
        this.count = count;
    }

    /** Shuffles the groups by the seed and hands each to the smallest fold so far. */
    public static Folds grouped(List<RatedImage> images, int count, long seed) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            groups.computeIfAbsent(images.get(i).group(), key -> new ArrayList<>())
                    .add(i);
        }
        if (groups.size() < count) {
            throw new IllegalArgumentException(groups.size() + " groups do not make " + count + " folds");
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

    public int count() {
        return count;
    }

    /** The images held out in a fold. */
    public List<Integer> heldOut(int fold) {
        return indices(fold, true);
    }

    /** The images that may be learnt from in a fold. */
    public List<Integer> kept(int fold) {
        return indices(fold, false);
    }

    private List<Integer> indices(int fold, boolean inside) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < foldOf.length; i++) {
            if ((foldOf[i] == fold) == inside) {
                indices.add(i);
            }
        }
        return indices;
    }
}
