package com.engram.analysis;

/**
 * How many analyses of a batch are in which state. Analyses of deleted images are missing.
 *
 * @param queued waiting or running
 */
public record BatchProgress(int queued, int done, int rejected, int failed) {

    static final BatchProgress NONE = new BatchProgress(0, 0, 0, 0);

    /** All analyses that are left. */
    public int total() {
        return queued + done + rejected + failed;
    }
}
