package com.engram.areas;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The hottest regions of a heatmap. The strongest cells that together hold {@value #HOT} of the mass are hot; hot cells that
 * share a side form a region, and its bounding rectangle is proposed. The same map gives the same proposals.
 */
final class Proposals {

    private static final double HOT = 0.4;
    private static final int MAX_PROPOSALS = 3;

    /** A region with less of the mass is not worth a name. */
    private static final double MIN_SHARE = 0.04;

    /** A rectangle that covers more of the image says nothing. */
    private static final double MAX_SURFACE = 0.6;

    /** A proposal of which existing areas cover more is left out. */
    private static final double MAX_COVERED = 0.5;

    private final HeatmapGrid map;
    private final OutlineMass mass;

    Proposals(HeatmapGrid map) {
        this.map = map;
        this.mass = new OutlineMass(map);
    }

    /** The proposals that the existing areas leave, the one with the largest share first. */
    List<ProposedArea> list(Collection<AreaShape> existing) {
        if (mass.isEmpty()) {
            return List.of();
        }
        return regions().stream()
                .map(this::bounds)
                .map(shape -> new ProposedArea(shape, AreaMeasure.of(Outline.of(shape), Optional.of(mass))))
                .filter(proposed -> share(proposed) >= MIN_SHARE
                        && proposed.measure().surface() <= MAX_SURFACE
                        && covered(proposed, existing) <= MAX_COVERED)
                .sorted(Comparator.comparingDouble(Proposals::share)
                        .reversed()
                        .thenComparing(proposed -> proposed.shape().y())
                        .thenComparing(proposed -> proposed.shape().x()))
                .limit(MAX_PROPOSALS)
                .toList();
    }

    private static double share(ProposedArea proposed) {
        return proposed.measure().share().orElse(0.0);
    }

    private static double covered(ProposedArea proposed, Collection<AreaShape> existing) {
        return existing.isEmpty()
                ? 0
                : Outline.of(proposed.shape()).surfaceIn(Outline.union(existing))
                        / proposed.measure().surface();
    }

    private List<List<Integer>> regions() {
        boolean[] isHot = hotCells();
        List<List<Integer>> regions = new ArrayList<>();
        for (int cell = 0; cell < isHot.length; cell++) {
            if (isHot[cell]) {
                regions.add(takeRegion(isHot, cell));
            }
        }
        return regions;
    }

    private boolean[] hotCells() {
        List<Integer> strongest = IntStream.range(0, map.rows() * map.columns())
                .boxed()
                .sorted(Comparator.comparingDouble(this::shareOf).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        boolean[] isHot = new boolean[strongest.size()];
        double sum = 0;
        double weakest = 1;
        for (int cell : strongest) {
            // Equal cells are all hot or all cold, so that a mirrored map gives mirrored proposals.
            if (sum >= HOT && shareOf(cell) < weakest) {
                break;
            }
            isHot[cell] = true;
            weakest = shareOf(cell);
            sum += weakest;
        }
        return isHot;
    }

    private double shareOf(int cell) {
        return mass.shareOf(cell / map.columns(), cell % map.columns());
    }

    /** The hot cells that are connected to a cell. They are no longer hot afterwards. */
    private List<Integer> takeRegion(boolean[] isHot, int start) {
        List<Integer> region = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        isHot[start] = false;
        while (!open.isEmpty()) {
            int cell = open.pop();
            region.add(cell);
            int column = cell % map.columns();
            take(isHot, open, cell - map.columns(), true);
            take(isHot, open, cell + map.columns(), true);
            take(isHot, open, cell - 1, column > 0);
            take(isHot, open, cell + 1, column < map.columns() - 1);
        }
        return region;
    }

    private static void take(boolean[] isHot, Deque<Integer> open, int cell, boolean isBeside) {
        if (isBeside && cell >= 0 && cell < isHot.length && isHot[cell]) {
            isHot[cell] = false;
            open.push(cell);
        }
    }

    private AreaShape.Rectangle bounds(List<Integer> region) {
        int left = region.stream().mapToInt(cell -> cell % map.columns()).min().orElseThrow();
        int right = region.stream().mapToInt(cell -> cell % map.columns()).max().orElseThrow();
        int top = region.stream().mapToInt(cell -> cell / map.columns()).min().orElseThrow();
        int bottom =
                region.stream().mapToInt(cell -> cell / map.columns()).max().orElseThrow();
        return new AreaShape.Rectangle(
                left / (double) map.columns(),
                top / (double) map.rows(),
                (right - left + 1) / (double) map.columns(),
                (bottom - top + 1) / (double) map.rows());
    }
}
