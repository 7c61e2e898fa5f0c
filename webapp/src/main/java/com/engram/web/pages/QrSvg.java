package com.engram.web.pages;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG.
 *
 * @param size width and height with the quiet zone, in modules
 * @param path the dark modules
 */
public record QrSvg(int size, String path) {

    private static final int QUIET_ZONE_MODULES = 4;

    /** The code of a text. It can be scanned with up to 15 % of it damaged. */
    public static QrSvg of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE_MODULES, y + QUIET_ZONE_MODULES));
                }
            }
        }
        return new QrSvg(code.size + 2 * QUIET_ZONE_MODULES, path.toString());
    }

    /** The value of the SVG's {@code viewBox}. */
    public String viewBox() {
        return "0 0 " + size + " " + size;
    }
}
