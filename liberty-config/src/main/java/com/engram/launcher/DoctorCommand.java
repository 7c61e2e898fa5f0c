package com.engram.launcher;

import com.engram.launcher.doctor.Doctor;
import com.engram.launcher.doctor.Finding;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./engram doctor}: checks an installation, whether it runs or not, and says what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks the machine, the engine, the data and the services that Engram uses, and says what to do."
                + " Run it with the environment of the server. Exits with 1 if a check failed.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final HomeOption homeOption = new HomeOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:ENGRAM_PORT:-9080}",
            description = "The portal's port. Default: ENGRAM_PORT, else 9080.")
    private int port;

    @Option(names = "--json", description = "Print one JSON object for each finding.")
    private boolean json;

    private final Distribution distribution;
    private final ObjectMapper mapper = new ObjectMapper();

    DoctorCommand(Distribution distribution) {
        this.distribution = distribution;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Doctor doctor = Doctor.of(homeOption.folder, port, distribution, new ServerEnvironment(System.getenv()));
        return doctor.examine(this::print) ? 0 : 1;
    }

    private void print(Finding finding) {
        System.out.println(json ? json(finding) : text(finding));
        System.out.flush();
    }

    private String json(Finding finding) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("check", finding.check());
        line.put("status", finding.status().code());
        line.put("detail", finding.detail());
        line.put("advice", finding.advice());
        return mapper.valueToTree(line).toString();
    }

    private static String text(Finding finding) {
        String line =
                String.format(Locale.ROOT, "%-8s %-22s %s", finding.status().code(), finding.check(), finding.detail());
        return finding.advice().isEmpty() ? line : line + System.lineSeparator() + " ".repeat(32) + finding.advice();
    }
}
