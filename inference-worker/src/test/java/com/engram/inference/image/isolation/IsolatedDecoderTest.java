package com.engram.inference.image.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.Edit;
import com.engram.inference.image.Region;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.TestImages;
import com.engram.inference.image.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A decoder process that hangs or crashes affects only the image that it decodes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class IsolatedDecoderTest {
    private static final DecodeRequest SCORE = new DecodeRequest(List.of(64), false);
    private static final DecodeLimits LIMITS = new DecodeLimits(1_000_000, Duration.ofSeconds(5), 448);

    private Decoder decoder;
    private Set<ProcessHandle> before;

    @BeforeEach
    void start() throws Exception {
        before = ProcessHandle.current().children().collect(Collectors.toSet());
        decoder = new IsolatedDecoder(LIMITS, 1);
        // Warms up the process, so that its start does not affect the test.
        decodesTheNextImage();
    }

    @AfterEach
    void stop() {
        decoder.close();
    }

    @Test
    void a_decoder_that_hangs_is_killed_and_replaced() throws Exception {
        ProcessHandle child = child();
        stop(child);
        assertRejected(Reason.DECODE_TIMEOUT);
        child.onExit().join();
        decodesTheNextImage();
    }

    @Test
    void variants_are_made_in_the_decoder_process() throws Exception {
        Edit crop = new Edit(Edit.Kind.CROP, new Region(0.25, 0, 0.5, 1), 1);
        DecodedImage image = decoder.decode(
                TestImages.png(640, 480),
                new DecodeRequest(
                        List.of(64),
                        false,
                        List.of(
                                new Variant.Requested(crop, true),
                                new Variant.Requested(new Edit(Edit.Kind.CONTRAST, Region.WHOLE, 1.5), false))));
        assertThat(image.variants()).extracting(Variant::width).containsExactly(320, 640);
        assertThat(image.variants().get(0).file()).isPresent();
        assertThat(image.variants().get(1).file()).isEmpty();
        assertThat(image.variants().get(1).scaled().rgb())
                .isNotEqualTo(image.scaled().get(0).rgb());
    }

    @Test
    void a_decoder_that_crashes_in_native_code_is_replaced() throws Exception {
        ProcessHandle child = child();
        stop(child);
        Thread crash = new Thread(() -> {
            // The image is in the pipe of this process by now, or will be soon.
            signal("SEGV", child);
            signal("CONT", child);
        });
        crash.start();
        assertRejected(Reason.DECODE_CRASH);
        crash.join();
        decodesTheNextImage();
    }

    /** The decoder process; other child processes may run at the same time. */
    private ProcessHandle child() {
        List<ProcessHandle> started = ProcessHandle.current()
                .children()
                .filter(process -> !before.contains(process))
                // The name of the main class follows the class path, which may be longer than what the system returns.
                .filter(process -> process.info().commandLine().orElse("").contains("-XX:-CreateCoredumpOnCrash"))
                .toList();
        assertThat(started).hasSize(1);
        return started.get(0);
    }

    /** Stops a process and waits for all of its threads. The signal stops one of them first; the others may still decode. */
    private static void stop(ProcessHandle process) {
        signal("STOP", process);
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        await().until(() -> !Files.exists(threads) || areStopped(threads));
    }

    private static boolean areStopped(Path threads) throws IOException {
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                if (!Files.readString(thread.resolve("status")).contains("State:\tT")) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            int done = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(done).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRejected(Reason reason) {
        assertThatExceptionOfType(RejectedImageException.class)
                .isThrownBy(() -> decoder.decode(TestImages.png(64, 64), SCORE))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void decodesTheNextImage() throws Exception {
        assertThat(decoder.decode(TestImages.png(64, 64), SCORE).width()).isEqualTo(64);
    }
}
