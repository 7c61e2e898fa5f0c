package com.engram.inference.training.commands;

import com.engram.inference.bench.BenchmarkResult;
import com.engram.inference.bench.Benchmarks;
import com.engram.inference.commands.AdditionalCommand;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench}: prints one JSON line per benchmark. */
@Command(
        name = "bench",
        description =
                "Runs benchmarks of the engine: all of them except worker-memory, which takes minutes, or those named.")
public final class BenchCommand implements AdditionalCommand {
    @Parameters(paramLabel = "NAME")
    private List<String> names = List.of();

    @Override
    public Integer call() throws Exception {
        Benchmarks benchmarks = new Benchmarks();
        Map<String, Callable<BenchmarkResult>> all = benchmarks.quick();
        ObjectMapper json = new ObjectMapper();
        List<String> wanted = names.isEmpty() ? List.copyOf(all.keySet()) : names;
        all.putAll(benchmarks.slow());
        System.err.printf(
                "system load average: %.1f on %d cores%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        for (String name : wanted) {
            Callable<BenchmarkResult> benchmark = all.get(name);
            if (benchmark == null) {
                throw new IllegalArgumentException(
                        "Unknown benchmark " + name + "; the benchmarks are " + all.keySet());
            }
            System.out.println(json.writeValueAsString(benchmark.call()));
        }
        return 0;
    }
}
