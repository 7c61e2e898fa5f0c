package com.engram.inference.training.progress;

/** Receives the progress of a training run. */
public interface ProgressListener {
    /** A message for the user, usually one line. */
    void message(String text);

    /** That many steps of a task are done. */
    default void step(String task, int done, int total) {}

    /** An epoch of a run is complete. */
    default void epoch(String run, int number, double loss) {}

    /** A figure of the run, such as {@code heldout_rho}; NaN if it has no value. */
    default void metric(String name, double value) {}
}
