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

/**
 * Decodes in warm child processes that can be killed: a file that hangs a decoder, exhausts its memory or crashes its native
 * code costs that one image. A child serves one image at a time; one that was killed is replaced at its next turn.
 */
public final class IsolatedDecoder implements Decoder {
    private final DecodeLimits limits;
    private final BlockingQueue<DecoderProcess> idle;
    private final int size;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "decoder-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** A pool of {@code size} children, started now so that the first image does not wait. */
    public IsolatedDecoder(DecodeLimits limits, int size) throws IOException {
        this.limits = limits;
        this.size = size;
        this.idle = new ArrayBlockingQueue<>(size);
        for (int i = 0; i < size; i++) {
            idle.add(DecoderProcess.start(limits, watch));
        }
    }

    @Override
    public DecodedImage decode(byte[] file, DecodeRequest request) throws RejectedImageException, InterruptedException {
        HeaderValidator.check(file, limits);
        DecoderProcess process = idle.take();
        try {
            process = process.isAlive() ? process : DecoderProcess.start(limits, watch);
            return process.decode(file, request);
        } catch (IOException e) {
            Reason reason = process.killedFor();
            process.close();
            // Now, so that its start is not taken from the next image's time.
            process = replaced(process);
            throw new RejectedImageException(
                    reason,
                    reason == Reason.DECODE_TIMEOUT
                            ? "Decoding took longer than " + limits.time().toSeconds() + " seconds."
                            : "The decoder gave up on the image.");
        } finally {
            idle.add(process);
        }
    }

    private DecoderProcess replaced(DecoderProcess dead) {
        try {
            return DecoderProcess.start(limits, watch);
        } catch (IOException e) {
            return dead; // tried again at its next turn
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        for (int i = 0; i < size; i++) {
            DecoderProcess process = idle.poll();
            if (process != null) {
                process.close();
            }
        }
    }
}
