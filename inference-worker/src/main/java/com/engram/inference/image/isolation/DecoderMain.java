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

/** The child process: reads images from standard input and answers on standard output, until its input ends. */
final class DecoderMain {
    private DecoderMain() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // What a library prints must not be taken for an answer.
        System.setOut(System.err);
        DecodeLimits limits = new DecodeLimits(
                Long.parseLong(arguments[0]), DecodeLimits.DEFAULT.time(), DecodeLimits.DEFAULT.decoderMegabytes());
        try (Decoder decoder = new OpenCvDecoder(limits)) {
            Core.setNumThreads(1);
            while (true) {
                answer(DecoderProtocol.readQuestion(in), decoder, out);
            }
        } catch (EOFException e) {
            return; // The worker is done, or gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(DecoderProtocol.Question question, Decoder decoder, DataOutputStream out)
            throws IOException, InterruptedException {
        try {
            DecoderProtocol.write(out, decoder.decode(question.file(), question.request()));
        } catch (RejectedImageException e) {
            DecoderProtocol.write(out, e);
        }
    }
}
