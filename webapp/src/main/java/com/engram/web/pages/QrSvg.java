package com.engram.web.pages;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as the path of an SVG.
 *
 * @param size width and height of the code, with its quiet zone, in modules
 * @param path its dark modules
 */
public record QrSvg(int size, String path) {

    private static final int QUIET = 4;

    /** The code of that text; about 15 % of it may be unreadable. */
    public static QrSvg of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d %dh1v1h-1z".formatted(x + QUIET, y + QUIET));
                }
            }
        }
        return new QrSvg(code.size + 2 * QUIET, path.toString());
    }

    /** What the SVG shows. */
    public String viewBox() {
        return "0 0 " + size + " " + size;
    }
}
