package com.engram.campaigns;

import java.util.List;
import java.util.Optional;

/**
 * Results of a campaign as a person or a program gives them.
 *
 * @param metrics the names of the figures, such as click rate; one to {@link #MAX_METRICS} different ones
 * @param lines one for each image
 */
public record CampaignResults(List<String> metrics, List<Line> lines) {

    /** The largest number of figures. */
    public static final int MAX_METRICS = 10;

    /** The largest number of lines. */
    public static final int MAX_LINES = 2_000;

    /** The longest name of a figure or of an image, in characters. */
    public static final int MAX_NAME = 200;

    /**
     * The figures of one image.
     *
     * @param line of the file, or the position in a list, from 1
     * @param image the name of the image, possibly with folders and without its ending
     * @param values in the order of the metrics; empty where the image has none
     */
    public record Line(int line, String image, List<Optional<Double>> values) {}
}
