package com.engram.inference.picture;

import com.engram.inference.picture.RejectedPicture.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads AVIF and HEIC through the platform's libvips, where its command is installed. */
final class HeifReader {
    private static final int LONGEST_SECONDS = 6;

    /** The picture as a PNG: upright, sRGB, no metadata. */
    byte[] toPng(byte[] file) throws RejectedPicture {
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
            throw new RejectedPicture(
                    Reason.UNSUPPORTED_TYPE, "AVIF and HEIC need libvips on the server; this one has none.");
        }
    }

    private static void run(Path in, Path out) throws IOException, RejectedPicture {
        Process vips = new ProcessBuilder(
                        "vips",
                        "thumbnail",
                        in.toString(),
                        out + "[strip]",
                        "2560",
                        "--size",
                        "down",
                        "--export-profile",
                        "srgb")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!vips.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new RejectedPicture(Reason.DECODE_TIMEOUT, "Decoding took too long.");
            }
            if (vips.exitValue() != 0) {
                throw new RejectedPicture(Reason.UNREADABLE, "The picture is damaged.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedPicture(Reason.DECODE_TIMEOUT, "Decoding was interrupted.");
        } finally {
            vips.destroyForcibly();
        }
    }
}
