package com.engram.images.upload;

import java.io.IOException;

/** An archive is made to fill the disk or the memory; the message is for whoever sent it. */
final class ZipBombException extends IOException {

    private static final long serialVersionUID = 1;

    ZipBombException(String message) {
        super(message);
    }
}
