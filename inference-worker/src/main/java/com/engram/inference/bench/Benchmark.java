package com.engram.inference.bench;

import java.util.Arrays;

/**
 * One figure.
 *
 * @param value median
 * @param baseline the same work done the plain way, in the same run
 * @param ratio value over baseline
 * @param n repetitions
 */
public record Benchmark(String name, double value, String unit, double baseline, double ratio, int n) {
    /** Something to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** The median wall time in milliseconds, after as many runs to warm up: Java compiles what it has run often. */
    static double medianMillis(int n, Work work) throws Exception {
        for (int i = 0; i < n; i++) {
            work.run();
        }
        double[] times = new double[n];
        for (int i = 0; i < n; i++) {
            long from = System.nanoTime();
            work.run();
            times[i] = (System.nanoTime() - from) / 1e6;
        }
        Arrays.sort(times);
        return times[n / 2];
    }

    static Benchmark of(String name, double value, double baseline, int n) {
        return new Benchmark(name, value, "ms", baseline, value / baseline, n);
    }
}
