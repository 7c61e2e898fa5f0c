package com.engram.analysis.scorers.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.BilledUsage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LambdaReportTest {

    @Test
    void the_report_line_tells_what_is_billed() {
        assertThat(find("END RequestId: a\nREPORT RequestId: a\tDuration: 36.51 ms\tBilled Duration: 37 ms\t"
                        + "Memory Size: 2048 MB\tMax Memory Used: 310 MB\t\n"))
                .contains(new BilledUsage(37, 2_048));
    }

    @Test
    void the_report_of_a_log_in_json_tells_it_too() {
        assertThat(
                        find(
                                "{\"time\":\"2026-11-30T12:00:00Z\",\"type\":\"platform.report\",\"record\":{\"metrics\":"
                                        + "{\"durationMs\":36.5,\"billedDurationMs\":37,\"memorySizeMB\":2048,\"maxMemoryUsedMB\":310}}}"))
                .contains(new BilledUsage(37, 2_048));
    }

    @Test
    void a_log_without_a_report_tells_nothing() {
        assertThat(find("START RequestId: a")).isEmpty();
        assertThat(LambdaReport.find(null)).isEmpty();
        assertThat(LambdaReport.find("no base64!")).isEmpty();
    }

    private static Optional<BilledUsage> find(String log) {
        return LambdaReport.find(Base64.getEncoder().encodeToString(log.getBytes(StandardCharsets.UTF_8)));
    }
}
