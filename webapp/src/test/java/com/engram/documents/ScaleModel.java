package com.engram.documents;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Which part of an installation is full at which load, from the measured figures. A vCPU does half of what a measured core does. */
final class ScaleModel {
    private static final double SECONDS_OF_MONTH = 730 * 3_600.0;
    private static final double THREADS_PER_CORE = 2;
    private static final double MILLIS = 1_000;

    /** Beyond this, waiting times grow. */
    private static final double UTILISATION = 0.6;

    private final DataFile figures;

    ScaleModel() throws IOException {
        this.figures = DataFile.read("figures.csv");
    }

    /**
     * A part that can be full.
     *
     * @param perSecond the images a second that it stands
     */
    record Limit(String part, double perSecond) {}

    /** The lowest first. */
    List<Limit> limits() {
        double server = figure("server_vcpu") / THREADS_PER_CORE * MILLIS / figure("server_cpu_millis") * UTILISATION;
        double database =
                figure("database_vcpu") / THREADS_PER_CORE * MILLIS / figure("database_cpu_millis") * UTILISATION;
        double slowCall = 2 * figure("lambda_millis_large");
        return List.of(
                        new Limit("three servers of 1 vCPU", figure("servers_most") * server),
                        new Limit(
                                "one API key, three requests for an image",
                                figure("key_requests") / figure("requests_per_image")),
                        new Limit(
                                "one API key, analysis on arrival and webhooks",
                                figure("key_requests") / figure("requests_per_image_on_arrival")),
                        new Limit("database of 2 vCPU", database),
                        new Limit(
                                "four images at a time on each of three servers, 12 megapixels at twice the time",
                                figure("score_lanes") * figure("servers_most") * MILLIS / slowCall),
                        new Limit(
                                "50 calls of the function at a time, 12 megapixels at twice the time",
                                figure("lambda_concurrency") * MILLIS / slowCall),
                        new Limit("writes into one prefix of S3", figure("s3_writes_per_second") / figure("s3_writes")))
                .stream()
                .sorted(Comparator.comparingDouble(Limit::perSecond))
                .toList();
    }

    /** How many images a month reach that rate in the busiest hour. */
    double month(double perSecond) {
        return perSecond / figure("peak_factor") * SECONDS_OF_MONTH;
    }

    /** The rate of the busiest hour. */
    double peak(double imagesPerMonth) {
        return imagesPerMonth / SECONDS_OF_MONTH * figure("peak_factor");
    }

    /** How many vCPU of servers a rate needs. */
    double serverVcpu(double perSecond) {
        return perSecond * figure("server_cpu_millis") / MILLIS * THREADS_PER_CORE / UTILISATION;
    }

    /** How many vCPU of the database a rate needs. */
    double databaseVcpu(double perSecond) {
        return perSecond * figure("database_cpu_millis") / MILLIS * THREADS_PER_CORE / UTILISATION;
    }

    /** How many calls of the function run at a time, for images of 12 megapixels at twice the time. */
    double calls(double perSecond) {
        return perSecond * 2 * figure("lambda_millis_large") / MILLIS;
    }

    /** How long the queue stands an outage of all scorers, in minutes. */
    double minutesOfOutage(double imagesPerMonth) {
        return figure("queue_depth") / (imagesPerMonth / SECONDS_OF_MONTH) / 60;
    }

    private double figure(String name) {
        return figures.get(name);
    }
}
