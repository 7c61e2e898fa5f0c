package com.engram.images;

import java.io.IOException;

/** An archive is made to fill the disk or the memory; the message is for whoever sent it. */
final class BombException extends IOException {

    private static final long serialVersionUID = 1;

    BombException(String message) {
        super(message);
    }
}
