package com.engram.inference.image.isolation;

import com.engram.inference.image.DecodeLimits;
import com.engram.inference.image.Decoder;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.decoding.OpenCvDecoder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.opencv.core.Core;

/** The main class of a decoder process: reads requests from standard input and writes responses to standard output. */
final class DecoderMain {
    private DecoderMain() {}

    /**
     * Decodes until standard input ends.
     *
     * @param arguments the largest number of pixels of an image
     */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // Keeps the output of libraries out of the responses.
        System.setOut(System.err);
        DecodeLimits limits = new DecodeLimits(
                Long.parseLong(arguments[0]), DecodeLimits.DEFAULT.time(), DecodeLimits.DEFAULT.decoderMegabytes());
        try (Decoder decoder = new OpenCvDecoder(limits)) {
            Core.setNumThreads(1);
            while (true) {
                answer(DecoderProtocol.readRequest(in), decoder, out);
            }
        } catch (EOFException e) {
            return; // The worker has closed the stream or has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(DecoderProtocol.Request request, Decoder decoder, DataOutputStream out)
            throws IOException, InterruptedException {
        try {
            DecoderProtocol.write(out, decoder.decode(request.file(), request.options()));
        } catch (RejectedImageException e) {
            DecoderProtocol.write(out, e);
        }
    }
}
