package com.engram.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Installations that several tests read. Synthesis takes half a minute, so each is made once. */
final class Synthesized {
    private static Installation standard;
    private static Installation allChoices;

    private Synthesized() {}

    /** With the settings of {@code cdk.json}. */
    static synchronized Installation standard() {
        try {
            if (standard == null) {
                standard = Installation.standard();
            }
            return standard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With Aurora, private servers, the image function, both endpoints with a GPU, and the gateway. */
    static synchronized Installation allChoices() {
        try {
            if (allChoices == null) {
                allChoices = Installation.withAllChoices();
            }
            return allChoices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
