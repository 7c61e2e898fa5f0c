package com.engram.inference.image.decoding;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Converts AVIF and HEIC with the command of libvips, if it is installed on the system. */
final class VipsConverter {
    private static final int TIMEOUT_SECONDS = 6;

    /** The address space of the command in kilobytes. The memory limit of the decoder does not cover this process. */
    private static final int MEMORY = 1 << 20;

    /** The exit code of the shell if the command is not installed. */
    private static final int NOT_INSTALLED = 96;

    private final String command;

    /** A converter that runs that command, such as {@code vips}. */
    VipsConverter(String command) {
        this.command = command;
    }

    /**
     * Converts a file to an upright PNG in sRGB without metadata, scaled down to at most 2,560 pixels.
     *
     * @throws RejectedImageException if libvips is not installed, rejects the file or takes too long
     */
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
                        "command -v \"$0\" >/dev/null || exit " + NOT_INSTALLED + "; ulimit -v " + MEMORY
                                + "; exec \"$0\" \"$@\"",
                        command,
                        "thumbnail",
                        in.toString(),
                        out + "[strip]",
                        "2560",
                        "--size",
                        "down",
                        // For files without a profile, whose reds would otherwise become brownish.
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
            if (!vips.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new RejectedImageException(Reason.DECODE_TIMEOUT, "Decoding took too long.");
            }
            if (vips.exitValue() == NOT_INSTALLED) {
                throw notInstalled();
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
        } catch (IOException e) { // There is no shell on this system.
            throw notInstalled();
        }
    }

    private static RejectedImageException notInstalled() {
        return new RejectedImageException(
                Reason.UNSUPPORTED_TYPE,
                "AVIF and HEIC require libvips, which is not installed on this server. Save the image as JPEG, PNG or WebP.");
    }
}
