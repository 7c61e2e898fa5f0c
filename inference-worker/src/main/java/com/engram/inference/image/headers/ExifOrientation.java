package com.engram.inference.image.headers;

/** Finds the orientation in a block of EXIF (TIFF) data. Damaged EXIF never makes an image unreadable: it is just ignored. */
final class ExifOrientation {
    private static final int TAG = 0x0112;

    private ExifOrientation() {}

    /** 1 to 8; 1 where there is none, or nonsense. */
    static int of(ByteSlice tiff) {
        try {
            boolean little = tiff.has(0, "II");
            if (!little && !tiff.has(0, "MM")) {
                return 1;
            }
            long directory = tiff.u32(4, little);
            int entries = tiff.u16(directory, little);
            for (int i = 0; i < entries; i++) {
                long entry = directory + 2 + 12L * i;
                if (tiff.u16(entry, little) == TAG) {
                    int value = tiff.u16(entry + 8, little);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (ByteSlice.Short e) {
            return 1;
        }
    }
}
