package com.engram.analysis.channels;

import com.engram.analysis.scorers.estimates.MemoryMass;
import com.engram.analysis.scorers.estimates.Rectangle;

/** Proposes the crop for a channel: the largest one, where it shows most of the memory mass that the app does not cover. */
final class ProposeCrop {

    /** By how much the aspect ratio of a crop may differ from that of its channel. */
    private static final double TOLERANCE = 0.03;

    private ProposeCrop() {}

    /** @param aspect of the picture, width by height */
    static Rectangle propose(Channel channel, double aspect, MemoryMass mass) {
        double relative = channel.aspect() / aspect;
        return mass.densest(Math.min(1, relative), Math.min(1, 1 / relative), channel.covered());
    }

    /** Whether a crop has the aspect ratio of its channel. */
    static boolean fits(Channel channel, double aspect, Rectangle crop) {
        double actual = crop.width() / crop.height() * aspect;
        return Math.abs(actual / channel.aspect() - 1) <= TOLERANCE;
    }
}
