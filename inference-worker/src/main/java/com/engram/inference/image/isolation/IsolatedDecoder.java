package com.engram.inference.image.isolation;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.headers.HeaderValidator;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Decodes in a pool of child processes. A file that hangs a decoder, exhausts its memory or crashes its native code affects only
 * that image: the process is killed and replaced. A process decodes one image at a time.
 */
public final class IsolatedDecoder implements Decoder {
    private static final Logger LOG = Logger.getLogger(IsolatedDecoder.class.getName());

    private final AtomicBoolean isMissingReported = new AtomicBoolean();
    private final DecodeLimits limits;
    private final BlockingQueue<DecoderProcess> idle;
    private final int size;
    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "decoder-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts a pool of {@code size} processes.
     *
     * @throws IOException if a process cannot be started
     */
    public IsolatedDecoder(DecodeLimits limits, int size) throws IOException {
        this.limits = limits;
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            idle.add(DecoderProcess.start(limits, watchdog));
        }
    }

    @Override
    public DecodedImage decode(byte[] file, DecodeRequest request) throws RejectedImageException, InterruptedException {
        DecoderProcess process = idle.take(); // which validates the header, too
        try {
            process = process.isAlive() ? process : DecoderProcess.start(limits, watchdog);
            return process.decode(file, request);
        } catch (RejectedImageException e) {
            reportMissing(e);
            throw e;
        } catch (IOException e) {
            Reason reason = process.endReason();
            process.close();
            // Replaced at once, so that the start of the process does not count towards the next image's time.
            process = replacement(process);
            throw new RejectedImageException(
                    reason,
                    reason == Reason.DECODE_TIMEOUT
                            ? "Decoding took longer than " + limits.time().toSeconds() + " seconds."
                            : "The decoder crashed or ran out of memory.");
        } finally {
            idle.add(process);
        }
    }

    /** Tells the operator once, because the users only learn that their format is not read here. */
    private void reportMissing(RejectedImageException rejection) {
        if (rejection.reason() == Reason.UNSUPPORTED_HERE && isMissingReported.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "{0} docs/formats.md lists the libraries that FFmpeg needs.",
                    rejection.getMessage());
        }
    }

    @Override
    public boolean isSlow(byte[] file) throws RejectedImageException {
        return HeaderValidator.isSlow(file, limits);
    }

    private DecoderProcess replacement(DecoderProcess dead) {
        try {
            return DecoderProcess.start(limits, watchdog);
        } catch (IOException e) {
            return dead; // The next call tries again.
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        for (int i = 0; i < size; i++) {
            DecoderProcess process = idle.poll();
            if (process != null) {
                process.close();
            }
        }
    }
}
