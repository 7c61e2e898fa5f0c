package com.engram.inference.image.decoding;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads AVIF and HEIC through the platform's libvips, where its command is installed. */
final class VipsConverter {
    private static final int LONGEST_SECONDS = 6;

    /** Address space for the command, in kilobytes: its own process, out of the sight of the decoder's memory watch. */
    private static final int MEMORY = 1 << 20;

    private static final int ABSENT = 96;

    private final String command;

    VipsConverter(String command) {
        this.command = command;
    }

    /** The image as a PNG: upright, sRGB, no metadata. */
    byte[] toPng(byte[] file) throws RejectedImageException {
        try {
            Path folder = Files.createTempDirectory("engram-heif");
            Path in = folder.resolve("in");
            Path out = folder.resolve("out.png");
            try {
                Files.write(in, file);
                run(in, out);
                return Files.readAllBytes(out);
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The temporary folder cannot be used", e);
        }
    }

    private void run(Path in, Path out) throws IOException, RejectedImageException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "command -v \"$0\" >/dev/null || exit " + ABSENT + "; ulimit -v " + MEMORY
                                + "; exec \"$0\" \"$@\"",
                        command,
                        "thumbnail",
                        in.toString(),
                        out + "[strip]",
                        "2560",
                        "--size",
                        "down",
                        // For files without a profile of their own: else reds come out brownish.
                        "--import-profile",
                        "srgb",
                        "--export-profile",
                        "srgb")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("VIPS_CONCURRENCY", "1");
        builder.environment().put("VIPS_BLOCK_UNTRUSTED", "1");
        Process vips = start(builder);
        try {
            if (!vips.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new RejectedImageException(Reason.DECODE_TIMEOUT, "Decoding took too long.");
            }
            if (vips.exitValue() == ABSENT) {
                throw absent();
            }
            if (vips.exitValue() != 0) {
                throw new RejectedImageException(Reason.UNREADABLE, "The image is damaged.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedImageException(Reason.DECODE_TIMEOUT, "Decoding was interrupted.");
        } finally {
            vips.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) throws RejectedImageException {
        try {
            return builder.start();
        } catch (IOException e) { // no shell: not a system that libvips is looked for on
            throw absent();
        }
    }

    private static RejectedImageException absent() {
        return new RejectedImageException(
                Reason.UNSUPPORTED_TYPE,
                "AVIF and HEIC need libvips on the server, which this one lacks; save the image as JPEG, PNG or WebP.");
    }
}
