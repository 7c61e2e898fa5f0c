package com.engram.inference.bench;

import java.util.Arrays;

/**
 * The result of one benchmark.
 *
 * @param name the name of the benchmark
 * @param value the median
 * @param unit the unit of value and baseline
 * @param baseline the result of the reference implementation in the same run
 * @param ratio value divided by baseline
 * @param n the number of repetitions
 */
public record BenchmarkResult(String name, double value, String unit, double baseline, double ratio, int n) {
    /** Code to be timed. */
    interface Work {
        void run() throws Exception;
    }

    /** The median wall time in milliseconds of {@code n} runs, after {@code n} warm-up runs for the JIT compiler. */
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

    /** A result in milliseconds. */
    static BenchmarkResult of(String name, double value, double baseline, int n) {
        return new BenchmarkResult(name, value, "ms", baseline, value / baseline, n);
    }
}
