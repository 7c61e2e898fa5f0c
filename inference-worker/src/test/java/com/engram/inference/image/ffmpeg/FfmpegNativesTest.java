package com.engram.inference.image.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the native libraries of FFmpeg need, which decides where HEIC and AVIF can be read. See ADR 111. */
class FfmpegNativesTest {
    private static final List<String> LOADED = List.of(
            "libavutil.so.60",
            "libswresample.so.6",
            "libswscale.so.9",
            "libavcodec.so.62",
            "libavformat.so.62",
            "libavfilter.so.11",
            "libjniavutil.so",
            "libjniswscale.so",
            "libjniavcodec.so",
            "libjniavfilter.so");

    /** Libraries of every Linux system with a C++ runtime. */
    private static final Set<String> SYSTEM = Set.of(
            "libc.so.6",
            "libm.so.6",
            "libgcc_s.so.1",
            "libstdc++.so.6",
            "ld-linux-x86-64.so.2",
            "ld-linux-aarch64.so.1");

    /** Without this test, the tests of HEIC and AVIF would be skipped unnoticed where the libraries do not load. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void the_libraries_are_loaded_on_linux() {
        assertThat(FfmpegLibrary.isAvailable())
                .as("FFmpeg needs glibc 2.35 or newer: Debian 12, Ubuntu 22.04")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64", "linux-arm64"})
    void the_libraries_need_the_c_library_of_2022(String platform) throws IOException {
        for (String name : LOADED) {
            for (String version : new ElfFile(resource(platform, name)).neededVersions()) {
                if (version.matches("GLIBC_2\\.\\d+")) {
                    assertThat(Integer.parseInt(version.substring(8))).as(name).isLessThanOrEqualTo(35);
                } else if (version.matches("GLIBCXX_3\\.4\\.\\d+")) {
                    assertThat(Integer.parseInt(version.substring(12))).as(name).isLessThanOrEqualTo(30);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux-x86_64", "linux-arm64"})
    void the_jar_contains_what_the_libraries_need(String platform) throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String name : LOADED) {
            for (String needed : new ElfFile(resource(platform, name)).neededLibraries()) {
                if (!SYSTEM.contains(needed) && !isInJar(platform, needed)) {
                    missing.add(needed);
                }
            }
        }
        // On ARM, three libraries of the system are needed; the documentation says so.
        if (platform.equals("linux-arm64")) {
            assertThat(missing).containsExactly("libdrm.so.2", "libva-drm.so.2", "libva.so.2");
        } else {
            assertThat(missing).isEmpty();
        }
    }

    private static boolean isInJar(String platform, String name) {
        return FfmpegNativesTest.class.getResource("/org/bytedeco/ffmpeg/" + platform + "/" + name) != null;
    }

    private static byte[] resource(String platform, String name) throws IOException {
        try (InputStream in =
                FfmpegNativesTest.class.getResourceAsStream("/org/bytedeco/ffmpeg/" + platform + "/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    /** The dynamic section of a 64-bit little-endian ELF file. */
    private static final class ElfFile {
        private static final int DYNAMIC = 6;
        private static final int VERSIONS = 0x6FFFFFFE;

        private final ByteBuffer bytes;

        ElfFile(byte[] file) {
            this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        }

        private record Section(int type, int offset, int size, int link) {}

        private List<Section> sections() {
            int table = (int) bytes.getLong(0x28);
            int number = bytes.getShort(0x3C);
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                int at = table + 64 * i;
                sections.add(new Section(
                        bytes.getInt(at + 4),
                        (int) bytes.getLong(at + 24),
                        (int) bytes.getLong(at + 32),
                        bytes.getInt(at + 40)));
            }
            return sections;
        }

        List<String> neededLibraries() {
            List<String> needed = new ArrayList<>();
            List<Section> all = sections();
            for (Section section : all) {
                for (int at = section.offset; section.type == DYNAMIC && at < section.offset + section.size; at += 16) {
                    if (bytes.getLong(at) == 1) {
                        needed.add(text(all.get(section.link), (int) bytes.getLong(at + 8)));
                    }
                }
            }
            assertThat(needed).isNotEmpty();
            return needed;
        }

        List<String> neededVersions() {
            List<String> versions = new ArrayList<>();
            List<Section> all = sections();
            for (Section section : all) {
                if (section.type != VERSIONS) {
                    continue;
                }
                int library = section.offset;
                int next;
                do {
                    int version = library + bytes.getInt(library + 8);
                    for (int i = 0; i < bytes.getShort(library + 2); i++) {
                        versions.add(text(all.get(section.link), bytes.getInt(version + 8)));
                        version += bytes.getInt(version + 12);
                    }
                    next = bytes.getInt(library + 12);
                    library += next;
                } while (next != 0);
            }
            assertThat(versions).isNotEmpty();
            return versions;
        }

        private String text(Section table, int offset) {
            int from = table.offset + offset;
            int to = from;
            while (bytes.get(to) != 0) {
                to++;
            }
            return new String(Arrays.copyOfRange(bytes.array(), from, to), StandardCharsets.US_ASCII);
        }
    }
}
