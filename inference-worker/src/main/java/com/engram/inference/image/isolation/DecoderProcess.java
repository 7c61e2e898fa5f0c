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

/** One child that runs {@link DecoderMain}, and the watch that ends it when an image takes too much. */
final class DecoderProcess implements AutoCloseable {
    private static final int WATCH_MILLIS = 50;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final DecodeLimits limits;
    private final ScheduledExecutorService watch;
    private volatile Reason killedFor = Reason.DECODE_CRASH;

    private DecoderProcess(Process process, DecodeLimits limits, ScheduledExecutorService watch) {
        this.process = process;
        this.limits = limits;
        this.watch = watch;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    static DecoderProcess start(DecodeLimits limits, ScheduledExecutorService watch) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-Xmn24m",
                "-Xss512k",
                "-Djava.awt.headless=true",
                // What Java says on standard output would be taken for an answer; a crash leaves no files behind.
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
        // A single thread: the pool is as wide as the machine.
        builder.environment().put("OPENCV_FOR_THREADS_NUM", "1");
        // Memory given back after each image, not kept for the next: a decoder's worst is what the worker must hold.
        builder.environment().remove("GLIBC_TUNABLES");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return new DecoderProcess(builder.start(), limits, watch);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Why the child ended, as far as the watch knows. */
    Reason killedFor() {
        return killedFor;
    }

    /** The child's answer; an IOException means that the child is gone. */
    DecodedImage decode(byte[] file, DecodeRequest request) throws IOException, RejectedImageException {
        long deadline = System.nanoTime() + limits.time().toNanos();
        long before = residentMegabytes();
        ScheduledFuture<?> watching = watch.scheduleWithFixedDelay(
                () -> check(deadline, before), WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        try {
            DecoderProtocol.write(out, file, request);
            return DecoderProtocol.readAnswer(in);
        } finally {
            watching.cancel(false);
        }
    }

    private void check(long deadline, long before) {
        if (System.nanoTime() > deadline) {
            killedFor = Reason.DECODE_TIMEOUT;
            close();
        } else if (residentMegabytes() - before > limits.decoderMegabytes()) {
            close();
        }
    }

    /** 0 where the system does not tell: there the time cap and the pixel cap hold alone. */
    private long residentMegabytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * 4 / 1024;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Ends the child, and what it may have started itself. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
