package com.engram.inference.image.headers;

/** Reads the orientation from EXIF data. Damaged EXIF data is ignored and does not make the image unreadable. */
final class ExifOrientation {
    private static final int TAG = 0x0112;

    private ExifOrientation() {}

    /** The orientation, 1 to 8; 1 if there is none or an invalid one. */
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
        } catch (ByteSlice.Truncated e) {
            return 1;
        }
    }
}
