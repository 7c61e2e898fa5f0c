package com.engram.inference.image.isolation;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.platform.ClassArchive;
import com.engram.inference.platform.NativeLibraries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A child process that runs {@link DecoderMain}. A watchdog kills it if an image takes too much time or memory. */
final class DecoderProcess implements AutoCloseable {
    private static final int CHECK_INTERVAL_MILLIS = 50;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final DecodeLimits limits;
    private final ScheduledExecutorService watchdog;
    private volatile Reason endReason = Reason.DECODE_CRASH;

    private DecoderProcess(Process process, DecodeLimits limits, ScheduledExecutorService watchdog) {
        this.process = process;
        this.limits = limits;
        this.watchdog = watchdog;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /**
     * Starts a process.
     *
     * @param watchdog runs the checks of time and memory
     */
    static DecoderProcess start(DecodeLimits limits, ScheduledExecutorService watchdog) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Xmn24m",
                "-Xss512k",
                "-Djava.awt.headless=true",
                // Keeps messages of the JVM out of the responses, and crashes from leaving files.
                "-Xlog:disable",
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash"));
        ClassArchive.find().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DecoderMain.class.getName(),
                Long.toString(limits.pixels())));
        ProcessBuilder builder = new ProcessBuilder(command);
        String natives = System.getProperty(NativeLibraries.FOLDER_PROPERTY);
        if (natives != null) {
            builder.environment().put(NativeLibraries.FOLDER_VARIABLE, natives);
        }
        // One thread per process, because there are as many processes as cores.
        builder.environment().put("OPENCV_FOR_THREADS_NUM", "1");
        // The tunables make the C library keep freed memory, and every process would keep that of its largest image.
        builder.environment().remove("GLIBC_TUNABLES");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new DecoderProcess(builder.start(), limits, watchdog);
    }

    /** Whether the process runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Why the process ended: a timeout, or a crash for any other cause. */
    Reason endReason() {
        return endReason;
    }

    /**
     * Decodes a file in the process.
     *
     * @throws IOException if the process has ended
     */
    DecodedImage decode(byte[] file, DecodeRequest request) throws IOException, RejectedImageException {
        long deadline = System.nanoTime() + limits.time().toNanos();
        long before = residentMegabytes();
        ScheduledFuture<?> check = watchdog.scheduleWithFixedDelay(
                () -> check(deadline, before), CHECK_INTERVAL_MILLIS, CHECK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            DecoderProtocol.write(out, file, request);
            return DecoderProtocol.readResponse(in);
        } finally {
            check.cancel(false);
        }
    }

    private void check(long deadline, long before) {
        if (System.nanoTime() > deadline) {
            endReason = Reason.DECODE_TIMEOUT;
            close();
        } else if (residentMegabytes() - before > limits.decoderMegabytes()) {
            close();
        }
    }

    /** 0 on systems without /proc, where only the limits of time and pixels apply. */
    private long residentMegabytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * 4 / 1024;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Kills the process and its own child processes. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
