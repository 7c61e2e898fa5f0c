package com.engram.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/scale.md are what {@link ScaleModel} computes. */
class ScaleDocumentTest {
    private static final double TARGET = 1e8;
    private static final List<Double> VOLUMES = List.of(1e6, 1e7, 3e7, TARGET);

    private final ScaleModel model = new ScaleModel();

    ScaleDocumentTest() throws IOException {}

    @Test
    void the_tables_of_the_page_are_computed_from_the_figures() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("limits", limits());
        tables.put("needs", needs());

        ComputedPage.check("scale.md", tables);
    }

    @Test
    void the_servers_are_full_first() {
        assertThat(model.limits().get(0).part()).contains("servers");
        assertThat(model.month(model.limits().get(0).perSecond())).isLessThan(TARGET);
    }

    private String limits() {
        return "| Full first | images a second | images a month |\n|---|---|---|\n"
                + model.limits().stream()
                        .map(limit -> String.format(
                                Locale.ROOT,
                                "| %s | %,.0f | %,.0f million |\n",
                                limit.part(),
                                limit.perSecond(),
                                model.month(limit.perSecond()) / 1e6))
                        .collect(Collectors.joining());
    }

    private String needs() {
        return "| Images a month | mean, a second | busiest hour, a second | vCPU of servers | vCPU of the database | calls of the function at a time | outage that the queue stands |\n|---|---|---|---|---|---|---|\n"
                + VOLUMES.stream().map(this::need).collect(Collectors.joining());
    }

    private String need(double images) {
        double peak = model.peak(images);
        return String.format(
                Locale.ROOT,
                "| %,.0f million | %.1f | %.1f | %.0f | %.0f | %.0f | %,.0f minutes |\n",
                images / 1e6,
                peak / 4,
                peak,
                Math.ceil(model.serverVcpu(peak)),
                Math.ceil(model.databaseVcpu(peak)),
                Math.ceil(model.calls(peak)),
                model.minutesOfOutage(images));
    }
}
