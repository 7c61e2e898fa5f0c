package com.engram.inference.training;

/** Hears how far a training has come. */
public interface Progress {
    /** Something worth a line. */
    void say(String line);

    /** So many of so many steps of something are done. */
    default void step(String what, int done, int of) {}

    /** A pass over the pictures is over. */
    default void epoch(String run, int number, double loss) {}
}
