package com.engram.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/cost.md are what {@link CostModel} computes. With {@code -Dengram.writeDocuments=true} this test writes
 * them into the page.
 */
class CostDocumentTest {
    private static final List<Double> VOLUMES = List.of(1e3, 1e6, 1e8);

    private final CostModel model = new CostModel();

    CostDocumentTest() throws IOException {}

    @Test
    void the_tables_of_the_page_are_computed_from_prices_and_figures() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("ways", ways());
        tables.put("limits", limits());
        tables.put("prices", table(model.prices()));
        tables.put("figures", table(model.figures()));

        ComputedPage.check("cost.md", tables);
    }

    @Test
    void a_thousand_scores_on_lambda_cost_no_more_than_the_target() {
        double target = 0.004;

        assertThat(1_000 * model.lambdaCall(model.figures().get("lambda_millis_small")))
                .isLessThanOrEqualTo(target);
        assertThat(1_000 * model.lambdaCall(model.figures().get("lambda_millis_large")))
                .isLessThanOrEqualTo(target);
    }

    @Test
    void a_gpu_costs_more_than_it_can_save_with_deep_maps() {
        assertThat(model.gpuPriceRatio()).isGreaterThan(model.gpuGainLimit());
    }

    @Test
    void the_comparison_of_the_ways_states_the_computed_prices() throws IOException {
        String page = Files.readString(Path.of("../docs/ways-to-run.md"), StandardCharsets.UTF_8);
        DataFile figures = model.figures();

        assertThat(page)
                .contains(rounded(1_000 * model.lambdaCall(figures.get("lambda_millis_small")), 4) + " USD for files")
                .contains(rounded(1_000 * model.lambdaCall(figures.get("lambda_millis_large")), 4) + " USD for 12")
                .contains(rounded(1_000 * model.storage(), 2) + " USD of S3");
        for (CostModel.Way way : model.ways().subList(3, 5)) {
            assertThat(page)
                    .contains(rounded(way.cost().month(0), 0) + " USD a month")
                    .contains(rounded(1_000 * way.cost().month(1e8) / 1e8, 3) + " USD");
        }
    }

    private static String rounded(double amount, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", amount);
    }

    @Test
    void every_price_has_a_unit_a_region_a_date_and_a_source() {
        assertThat(model.prices().rows())
                .allSatisfy(row -> assertThat(row).hasSize(6).allMatch(cell -> !cell.isBlank()));
        assertThat(model.figures().rows())
                .allSatisfy(row -> assertThat(row).hasSize(4).allMatch(cell -> !cell.isBlank()));
    }

    private String ways() {
        StringBuilder text = new StringBuilder("| Compute for 1,000 images, by images a month |");
        VOLUMES.forEach(volume -> text.append(' ').append(count(volume)).append(" |"));
        text.append(" nothing to do, a month |\n|---|---|---|---|---|\n");
        for (CostModel.Way way : model.ways()) {
            text.append("| ").append(way.name()).append(" |");
            VOLUMES.forEach(volume -> text.append(' ')
                    .append(usd(way.cost().month(volume) / volume * 1_000))
                    .append(" |"));
            double idle = way.name().startsWith("SageMaker, asynchronous")
                    ? 0
                    : way.cost().month(0);
            text.append(' ').append(usd(idle)).append(" |\n");
        }
        text.append("| **the cheapest**, with Lambda at twice the time |");
        VOLUMES.forEach(volume -> text.append(' ')
                .append(model.cheapest(volume).name().replace(", JPEG of 12 megapixels at twice the time", ""))
                .append(" |"));
        return text.append(" |\n").toString();
    }

    private String limits() {
        double small = model.figures().get("lambda_millis_small");
        double large = model.figures().get("lambda_millis_large");
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("1,000 scores on Lambda, JPEG of 220 kB", usd(1_000 * model.lambdaCall(small)));
        lines.put(
                "the same, 220 kB, if AWS's processors need twice the time", usd(1_000 * model.lambdaCall(2 * small)));
        lines.put("1,000 scores on Lambda, JPEG of 12 megapixels", usd(1_000 * model.lambdaCall(large)));
        lines.put(
                "the same, 12 megapixels, if AWS's processors need twice the time",
                usd(1_000 * model.lambdaCall(2 * large)));
        lines.put("requests to S3 for 1,000 images", usd(1_000 * model.storage()));
        lines.put("**total with S3, 1,000 JPEG of 220 kB**", usd(1_000 * (model.lambdaCall(small) + model.storage())));
        lines.put("keeping 1,000 images of 3 MB, each month", usd(1_000 * model.storageMonth()));
        lines.put(
                "two servers, database, load balancer, addresses, secrets, and reading the queue of uploads, each month",
                usd(model.idleInstallation()));
        lines.put(
                "how busy a real-time endpoint must be all month to cost less than Lambda, 12 megapixels as measured",
                percent(model.breakEven(large)));
        lines.put("the same with Lambda at twice the time", percent(model.breakEven(2 * large)));
        lines.put(
                "requests to S3 that only the asynchronous endpoint needs, 1,000 images",
                usd(1_000 * model.asynchronousStorage()));
        lines.put(
                "1,000 deep maps on a busy asynchronous endpoint, with these requests",
                usd(1_000 * model.deepMapOnEndpoint()));
        lines.put("1,000 deep maps by the image function, at twice the time", usd(1_000 * model.deepMapOnLambda()));
        lines.put("images a month that one ml.c6i.xlarge scores at most", count(model.imagesPerSecond() * 730 * 3_600));
        lines.put("price of an instance with a GPU, by that of one without", times("%.1f", model.gpuPriceRatio()));
        lines.put("gain by a GPU with deep maps, at most", times("%.1f", model.gpuGainLimit()));
        lines.put("1,000 images in Rekognition", usd(1_000 * model.prices().get("rekognition_image")));
        lines.put(
                "Rekognition by Lambda with S3, 220 kB",
                times("%.0f", model.prices().get("rekognition_image") / (model.lambdaCall(small) + model.storage())));
        lines.put(
                "an inference unit of custom labels, each month",
                usd(730 * model.prices().get("custom_labels_hour")));
        return "| | |\n|---|---|\n"
                + lines.entrySet().stream()
                        .map(line -> "| " + line.getKey() + " | " + line.getValue() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String table(DataFile file) {
        return row(file.header())
                + "|---".repeat(file.header().size())
                + "|\n"
                + file.rows().stream().map(CostDocumentTest::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** With two digits that say something. */
    private static String usd(double amount) {
        String format =
                amount == 0 || amount >= 100 ? "%,.0f" : amount >= 1 ? "%,.2f" : amount >= 0.01 ? "%.4f" : "%.5f";
        return String.format(Locale.ROOT, format, amount) + " USD";
    }

    private static String count(double images) {
        return String.format(Locale.ROOT, "%,.0f", images >= 1e5 ? Math.round(images / 1e5) * 1e5 : images);
    }

    private static String times(String format, double factor) {
        return String.format(Locale.ROOT, format, factor) + " times";
    }

    private static String percent(double share) {
        return share > 1 ? "never" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
