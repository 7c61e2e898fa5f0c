package com.engram.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.launcher.doctor.Finding.Status;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.engram.migrations.MigrationFiles;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each check concludes from what it sees. LauncherIT runs all checks on a running installation. */
class DoctorTest {

    @TempDir
    private Path folder;

    @Test
    void a_folder_without_an_installation_lacks_only_the_engine() throws Exception {
        List<Finding> findings = new ArrayList<>();

        boolean isHealthy = Doctor.of(folder.resolve("none"), 9, distribution(), settings(Map.of()))
                .examine(findings::add);

        assertThat(isHealthy).isFalse();
        assertThat(findings)
                .filteredOn(finding -> finding.status() == Status.FAILED)
                .extracting(Finding::check)
                .containsExactly("engine");
        assertThat(findings)
                .extracting(Finding::check)
                .contains("jdk", "disk", "database", "object store", "server", "mail server", "stripe");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void a_check_that_throws_has_failed_and_does_not_stop_the_others() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Check broken = check("broken", () -> {
            throw new IOException("out of order");
        });
        Check fine = check("fine", () -> List.of(Finding.ok("fine", "It works.")));

        assertThat(new Doctor(List.of(broken, fine)).examine(findings::add)).isFalse();

        assertThat(findings).extracting(Finding::status).containsExactly(Status.FAILED, Status.OK);
        assertThat(findings.get(0).detail()).contains("out of order");
    }

    @Test
    void warnings_do_not_fail() throws InterruptedException {
        Check warning = check("a", () -> List.of(Finding.warning("a", "b", "c")));

        assertThat(new Doctor(List.of(warning)).examine(finding -> {})).isTrue();
    }

    @Test
    void a_disk_needs_a_gigabyte_and_should_have_ten() {
        DiskCheck check = new DiskCheck(folder);

        assertThat(check.space((1L << 30) - 1, folder).status()).isEqualTo(Status.FAILED);
        assertThat(check.space(9L << 30, folder).status()).isEqualTo(Status.WARNING);
        assertThat(check.space(10L << 30, folder).status()).isEqualTo(Status.OK);
    }

    @Test
    void a_jdk_must_be_17_or_newer_and_machines_should_have_3_gigabytes() {
        assertThat(new MachineCheck(16, "a", 8L << 30).run())
                .extracting(Finding::status)
                .containsExactly(Status.FAILED, Status.OK);
        assertThat(new MachineCheck(26, "a", 2L << 30).run())
                .extracting(Finding::status)
                .containsExactly(Status.WARNING, Status.WARNING);
    }

    @Test
    void a_clock_may_differ_by_a_few_seconds() {
        ClockCheck check = new ClockCheck(installation(Map.of()));

        assertThat(check.compared(Duration.ofSeconds(14), "Stripe").status()).isEqualTo(Status.OK);
        assertThat(check.compared(Duration.ofSeconds(-15), "Stripe").status()).isEqualTo(Status.WARNING);
        assertThat(check.compared(Duration.ofMinutes(-4), "Stripe"))
                .satisfies(finding -> assertThat(finding.status()).isEqualTo(Status.FAILED))
                .satisfies(finding -> assertThat(finding.detail()).isEqualTo("It is 240 s behind that of Stripe."));
    }

    @Test
    void a_newer_schema_has_failed_and_an_older_one_is_migrated() {
        long newest = Long.parseLong(MigrationFiles.newestVersion());

        assertThat(DatabaseCheck.schema(newest).status()).isEqualTo(Status.OK);
        assertThat(DatabaseCheck.schema(newest - 1).status()).isEqualTo(Status.WARNING);
        assertThat(DatabaseCheck.schema(newest + 1).advice()).contains("newer release");
    }

    @Test
    void secrets_that_others_can_read_are_found() throws IOException {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "a=b");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        assertThat(new FilePermissionsCheck(folder).run().get(0).status()).isEqualTo(Status.OK);

        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(new FilePermissionsCheck(folder).run().get(0).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void each_format_is_judged_by_its_sample() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String sample : EngineCheck.SAMPLES.keySet()) {
            lines.add("{\"image\":\"%s\",\"score\":0.7,\"model\":\"abc\",\"error\":null}".formatted(sample));
        }
        lines.set(
                2, "{\"image\":\"sample.webp\",\"model\":null,\"error\":\"decode_failed\",\"detail\":\"It crashed.\"}");
        lines.set(
                5,
                "{\"image\":\"sample.heic\",\"model\":null,\"error\":\"unsupported_type\",\"detail\":\"This server cannot read HEIC\"}");

        List<Finding> findings = new EngineCheck(installation(Map.of())).findings(new EngineCheck.Output(lines, "", 1));

        assertThat(findings.get(0).detail()).contains("abc");
        assertThat(findings)
                .filteredOn(finding -> finding.status() != Status.OK)
                .extracting(Finding::check, Finding::status)
                .containsExactly(tuple("format webp", Status.FAILED), tuple("format heic", Status.WARNING));
    }

    @Test
    void an_engine_that_does_not_start_says_why() throws IOException {
        String errors = """
                Exception in thread "main" java.lang.UnsatisfiedLinkError: libonnxruntime.so
                \tat somewhere
                Caused by: java.io.IOException: GLIBC_2.27 not found
                """;

        List<Finding> findings =
                new EngineCheck(installation(Map.of())).findings(new EngineCheck.Output(List.of(), errors, 1));

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).detail()).contains("GLIBC_2.27 not found");
    }

    @Test
    void a_backend_is_judged_by_the_servers_report() throws IOException {
        assertThat(report("\"hold\":\"open\",\"breaker\":\"closed\"")).isEqualTo(Status.OK);
        assertThat(report("\"hold\":\"paused\",\"breaker\":\"closed\"")).isEqualTo(Status.WARNING);
        assertThat(report("\"hold\":\"open\",\"breaker\":\"open\",\"trouble\":\"403\""))
                .isEqualTo(Status.FAILED);
    }

    private static Status report(String fields) throws IOException {
        return ScorersCheck.reported("lambda", new ObjectMapper().readTree("{" + fields + "}"))
                .status();
    }

    private interface Work {
        List<Finding> run() throws Exception;
    }

    private static Check check(String name, Work work) {
        return new Check() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Finding> run() throws Exception {
                return work.run();
            }
        };
    }

    private Distribution distribution() {
        return new Distribution(folder, folder.resolve("engine"), folder);
    }

    private Installation installation(Map<String, String> environment) {
        return new Installation(folder, false, 9, distribution(), settings(environment));
    }

    static ServerEnvironment settings(Map<String, String> environment) {
        return new ServerEnvironment(environment);
    }
}
