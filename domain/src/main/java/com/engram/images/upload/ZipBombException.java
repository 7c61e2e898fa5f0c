package com.engram.images.upload;

import java.io.IOException;

/** An archive would fill the disk or the memory. The message is for the client. */
final class ZipBombException extends IOException {

    private static final long serialVersionUID = 1;

    ZipBombException(String message) {
        super(message);
    }
}
