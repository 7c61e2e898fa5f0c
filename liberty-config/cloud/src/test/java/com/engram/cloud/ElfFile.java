package com.engram.cloud;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** A native library of Linux: the versions of glibc whose symbols it needs, from its section {@code .gnu.version_r}. */
record ElfFile(ByteBuffer bytes) {
    private static final int SECTION_OF_NEEDED_VERSIONS = 0x6ffffffe;
    private static final int SECTIONS = 0x28;
    private static final int SECTION_SIZE = 0x3a;
    private static final int SECTION_COUNT = 0x3c;
    private static final int TYPE = 4;
    private static final int OFFSET = 0x18;
    private static final int LINK = 0x28;
    private static final int INFO = 0x2c;

    static boolean isElf(byte[] file) {
        return file.length > 64 && file[0] == 0x7f && file[1] == 'E' && file[2] == 'L' && file[3] == 'F';
    }

    static ElfFile of(byte[] file) {
        if (file[4] != 2 || file[5] != 1) {
            throw new IllegalArgumentException("Not a little-endian file for 64 bits");
        }
        return new ElfFile(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Such as {@code 2.14} and {@code 2.27}. */
    Set<String> glibcVersions() {
        Set<String> versions = new TreeSet<>();
        int sections = (int) bytes.getLong(SECTIONS);
        int size = bytes.getShort(SECTION_SIZE);
        for (int i = 0; i < bytes.getShort(SECTION_COUNT); i++) {
            int section = sections + i * size;
            if (bytes.getInt(section + TYPE) == SECTION_OF_NEEDED_VERSIONS) {
                int names = sections + bytes.getInt(section + LINK) * size;
                read(
                        (int) bytes.getLong(section + OFFSET),
                        bytes.getInt(section + INFO),
                        (int) bytes.getLong(names + OFFSET),
                        versions);
            }
        }
        return versions;
    }

    /** Reads a list of libraries, each with a list of versions. */
    private void read(int start, int count, int names, Set<String> versions) {
        int library = start;
        for (int i = 0; i < count; i++) {
            int version = library + bytes.getInt(library + 8);
            for (int j = 0; j < bytes.getShort(library + 2); j++) {
                String name = text(names + bytes.getInt(version + 8));
                if (name.matches("GLIBC_\\d+\\.\\d+(\\.\\d+)?")) {
                    versions.add(name.substring("GLIBC_".length()));
                }
                version += bytes.getInt(version + 12);
            }
            library += bytes.getInt(library + 12);
        }
    }

    private String text(int start) {
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
    }
}
