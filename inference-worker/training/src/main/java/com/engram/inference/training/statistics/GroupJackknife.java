package com.engram.inference.training.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals for small samples: each figure is computed again without one block of images at a time. The interval uses Student's
 * distribution, so it is wider for fewer blocks. A percentile bootstrap of so few images would be too narrow.
 */
public final class GroupJackknife {
    /** More blocks than this would hardly change the interval and cost time. */
    private static final int MAX_BLOCKS = 100;

    private static final double CONFIDENCE = 0.95;

    private final int images;
    private final List<int[]> without;

    /**
     * A jackknife over images.
     *
     * @param groups the group of each image; the images of a group are left out together
     * @throws IllegalArgumentException if there are fewer than two groups
     */
    public GroupJackknife(List<String> groups) {
        this.images = groups.size();
        int[] blockOf = blocks(groups);
        int count = Arrays.stream(blockOf).max().orElse(-1) + 1;
        if (count < 2) {
            throw new IllegalArgumentException("One group has no interval");
        }
        List<int[]> kept = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            int left = block;
            kept.add(IntStream.range(0, images).filter(i -> blockOf[i] != left).toArray());
        }
        this.without = kept;
    }

    /** Deals the groups to the blocks in turn, so that each block has about as many groups. */
    private static int[] blocks(List<String> groups) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        groups.forEach(group -> numbers.putIfAbsent(group, numbers.size()));
        int count = Math.min(MAX_BLOCKS, numbers.size());
        return groups.stream()
                .mapToInt(group -> Objects.requireNonNull(numbers.get(group)) % count)
                .toArray();
    }

    /**
     * The figure with its interval.
     *
     * @param figure computes the figure on the images of those indices
     * @param otherVariance the variance from other sources than the choice of images
     */
    public Estimate estimate(ToDoubleFunction<int[]> figure, double otherVariance) {
        double value = figure.applyAsDouble(IntStream.range(0, images).toArray());
        double[] values = without.stream().mapToDouble(figure).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        int blocks = values.length;
        double error = Math.sqrt((blocks - 1.0) / blocks * squares + otherVariance);
        double quantile = new TDistribution(blocks - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Estimate(value, value - quantile * error, value + quantile * error);
    }
}
