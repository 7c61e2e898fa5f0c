package com.engram.cloud.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** AWS's prices in US dollars: docs/data/prices.csv, which names region, date and source of each. */
record PriceList(Map<String, String> prices) {
    private static final Map<String, String> INSTANCES =
            Map.of("ml.c6i.xlarge", "sagemaker_cpu_hour", "ml.g4dn.xlarge", "sagemaker_gpu_hour");

    static PriceList read() {
        try (InputStream file = PriceList.class.getResourceAsStream("/prices.csv")) {
            if (file == null) {
                throw new IllegalStateException("prices.csv is missing in the build");
            }
            return new PriceList(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 3))
                    .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The price with that name. */
    String get(String name) {
        return Optional.ofNullable(prices.get(name))
                .orElseThrow(() -> new IllegalArgumentException("prices.csv has no " + name));
    }

    /** The price of an hour of an instance of that type, if the list has it. */
    Optional<String> findInstance(String type) {
        return Optional.ofNullable(INSTANCES.get(type)).map(this::get);
    }
}
