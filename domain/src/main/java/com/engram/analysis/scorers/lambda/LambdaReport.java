package com.engram.analysis.scorers.lambda;

import com.engram.analysis.scorers.BilledUsage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line in a function's log that tells what is billed for a call, as text or as JSON. It covers the start of the function
 * where AWS bills that.
 */
final class LambdaReport {

    private static final Pattern TEXT = Pattern.compile("Billed Duration: (\\d{1,9}) ms\\s+Memory Size: (\\d{1,9}) MB");

    /** The fields of {@code platform.report}, in either order. */
    private static final Pattern MILLIS = Pattern.compile("\"billedDurationMs\"\\s*:\\s*(\\d{1,9})");

    private static final Pattern MEMORY = Pattern.compile("\"memorySizeMB\"\\s*:\\s*(\\d{1,9})");

    private LambdaReport() {}

    /**
     * Finds the line in the end of a log.
     *
     * @param log in base64; null if the service sent none
     */
    static Optional<BilledUsage> find(@Nullable String log) {
        if (log == null) {
            return Optional.empty();
        }
        String text;
        try {
            text = new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Matcher line = TEXT.matcher(text);
        if (line.find()) {
            return Optional.of(new BilledUsage(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2))));
        }
        Matcher millis = MILLIS.matcher(text);
        Matcher memory = MEMORY.matcher(text);
        return millis.find() && memory.find()
                ? Optional.of(new BilledUsage(Integer.parseInt(millis.group(1)), Integer.parseInt(memory.group(1))))
                : Optional.empty();
    }
}
