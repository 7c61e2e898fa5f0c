package com.engram.inference.commands;

import com.engram.inference.bench.Benchmark;
import com.engram.inference.bench.Benchmarks;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench}: one JSON line for each figure. */
@Command(
        name = "bench",
        description = "Measures the engine; without names, all but worker-memory, which takes minutes.")
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME")
    private List<String> names = List.of();

    @Override
    public Integer call() throws Exception {
        Benchmarks benchmarks = new Benchmarks();
        Map<String, Callable<Benchmark>> all = benchmarks.all();
        ObjectMapper json = new ObjectMapper();
        List<String> wanted = names.isEmpty() ? List.copyOf(all.keySet()) : names;
        all.putAll(benchmarks.longOnes());
        System.err.printf(
                "load of the machine: %.1f on %d cores%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        for (String name : wanted) {
            Callable<Benchmark> benchmark = all.get(name);
            if (benchmark == null) {
                throw new IllegalArgumentException("No benchmark " + name + "; there are " + all.keySet());
            }
            System.out.println(json.writeValueAsString(benchmark.call()));
        }
        return 0;
    }
}
