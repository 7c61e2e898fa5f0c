package com.engram.launcher.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks each scoring backend: the worker by itself, the others by what the running server reports about them. */
record ScorersCheck(Installation installation) implements Check {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "scorers";
    }

    @Override
    public List<Finding> run() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<JsonNode> reports = reports();
        for (String backend : backends()) {
            Optional<JsonNode> report = reports.flatMap(all -> find(all, backend));
            if (report.isPresent()) {
                findings.add(reported(backend, report.get()));
            } else {
                findings.add(backend.equals("worker") ? worker() : unreported(backend));
            }
        }
        return findings;
    }

    private Set<String> backends() {
        Set<String> names = new LinkedHashSet<>();
        for (String variable : List.of("ENGRAM_SCORING_BACKENDS", "ENGRAM_HEATMAPS_BACKENDS")) {
            for (String backend : installation.find(variable).orElse("worker").split(",", -1)) {
                names.add(backend.strip());
            }
        }
        return names;
    }

    /** What the server knows about its backends; empty if it does not run or does not let us ask. */
    private Optional<JsonNode> reports() throws IOException, InterruptedException {
        Optional<String> key = operatorKey();
        if (!installation.isRunning() || key.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> answer = Http.send(
                    "GET",
                    "http://localhost:" + installation.port() + "/api/v1/admin/queue",
                    Map.of("Authorization", "Bearer " + key.get()));
            return answer.statusCode() == 200
                    ? Optional.of(JSON.readTree(answer.body()).path("backends"))
                    : Optional.empty();
        } catch (IOException e) {
            // The check of the server says so.
            return Optional.empty();
        }
    }

    private Optional<String> operatorKey() throws IOException {
        Path file = installation.folder().resolve("operator.json");
        return installation.find("ENGRAM_OPERATOR_APIKEY").isPresent() || !Files.isReadable(file)
                ? installation.find("ENGRAM_OPERATOR_APIKEY")
                : Optional.of(JSON.readTree(file.toFile()).path("apiKey").asText());
    }

    private static Optional<JsonNode> find(JsonNode reports, String backend) {
        for (JsonNode report : reports) {
            if (report.path("name").asText().equals(backend)
                    && !report.path("silent").asBoolean()) {
                return Optional.of(report);
            }
        }
        return Optional.empty();
    }

    /** What a report of the server means. */
    static Finding reported(String backend, JsonNode report) {
        String check = "scorer " + backend;
        String mode = report.path("hold").asText("open");
        if (!mode.equals("open")) {
            return Finding.warning(check, "The operator has set it to " + mode + ".", "Resume it under /admin/queue.");
        }
        String breaker = report.path("breaker").asText();
        return breaker.equals("closed")
                ? Finding.ok(check, "The server uses it; the circuit breaker is closed.")
                : Finding.failed(
                        check,
                        "The circuit breaker is " + breaker + ": "
                                + report.path("trouble").asText("no error is known"),
                        "Check the service and its settings; the server tries again by itself.");
    }

    private Finding worker() throws InterruptedException {
        String check = "scorer worker";
        Optional<String> url = installation.find("ENGRAM_WORKER_URL");
        if (url.isEmpty()) {
            return Finding.skipped(check, "The worker of this home is stopped.");
        }
        try {
            int status = Http.get(url.get() + "/ping").statusCode();
            return status == 200
                    ? Finding.ok(check, url.get() + " is ready.")
                    : Finding.failed(
                            check, url.get() + "/ping answers " + status + ".", "It has no model, or it is stopping.");
        } catch (IOException e) {
            return Finding.failed(check, url.get() + " does not answer: " + e, "Check ENGRAM_WORKER_URL.");
        }
    }

    private static Finding unreported(String backend) {
        return Finding.skipped("scorer " + backend, "Only a running server can say; start it and ask again.");
    }
}
