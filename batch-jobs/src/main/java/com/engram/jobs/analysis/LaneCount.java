package com.engram.jobs.analysis;

/** How many partitions a server has to start. */
final class LaneCount {

    private LaneCount() {}

    /**
     * The partitions to start now.
     *
     * @param configured how many there should be
     * @param running how many are alive
     * @param isStarting whether a job was started so recently that its partitions may not have begun
     */
    static int missing(int configured, int running, boolean isStarting) {
        return isStarting ? 0 : Math.max(0, configured - running);
    }
}
