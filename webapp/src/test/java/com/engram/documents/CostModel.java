package com.engram.documents;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * What scoring costs on AWS, from the prices and the measured figures below docs/data. Amounts are US dollars. An instance of n
 * vCPU does the work of n / 2 measured cores, because a vCPU is a thread and not a core.
 */
final class CostModel {
    private static final double HOURS = 730;
    private static final double SECONDS = 3_600;
    private static final double THOUSAND = 1_000;
    private static final double THREADS_PER_CORE = 2;
    private static final double VCPU = 4;

    /** A vCPU is a thread, and Lambda gives little more than one for the function's memory. */
    static final double SLOWER = THREADS_PER_CORE;

    /** Instances are added before they are full. */
    static final double UTILISATION = 0.6;

    /** How often in a month a load that comes in bursts wakes an endpoint that scales to zero: once a working day. */
    static final double BURSTS = 20;

    /** How long an endpoint stays up after its last image: QUIET_SECONDS of EndpointScaling. */
    static final double QUIET_HOURS = 600 / SECONDS;

    private final DataFile prices;
    private final DataFile figures;

    CostModel() throws IOException {
        this.prices = DataFile.read("prices.csv");
        this.figures = DataFile.read("figures.csv");
    }

    DataFile prices() {
        return prices;
    }

    DataFile figures() {
        return figures;
    }

    /** A way to run scorers, and what a month of it costs by the number of images. */
    record Way(String name, Cost cost) {}

    /** The cost of a month's compute for some images. */
    @FunctionalInterface
    interface Cost {
        double month(double images);
    }

    List<Way> ways() {
        return List.of(
                new Way("Lambda, JPEG of 220 kB", images -> images * lambdaCall(figures.get("lambda_millis_small"))),
                new Way(
                        "Lambda, JPEG of 12 megapixels",
                        images -> images * lambdaCall(figures.get("lambda_millis_large"))),
                new Way(
                        "Lambda, JPEG of 12 megapixels at twice the time",
                        images -> images * lambdaCall(SLOWER * figures.get("lambda_millis_large"))),
                new Way("worker on Fargate, always on", this::worker),
                new Way("SageMaker, real-time", this::realTime),
                new Way("SageMaker, asynchronous", this::asynchronous));
    }

    /** A call that is billed for some milliseconds. */
    double lambdaCall(double millis) {
        double gigabytes = figures.get("lambda_megabytes") / 1_024;
        return prices.get("lambda_request") + Math.ceil(millis) / THOUSAND * gigabytes * prices.get("lambda_gb_second");
    }

    /** Tasks of 4 vCPU and 8 GB. */
    private double worker(double images) {
        double task = (VCPU * prices.get("fargate_vcpu_hour") + 2 * VCPU * prices.get("fargate_gb_hour")) * HOURS;
        return instances(images) * task;
    }

    private double realTime(double images) {
        return instances(images) * prices.get("sagemaker_cpu_hour") * HOURS;
    }

    private double asynchronous(double images) {
        double working = images / imagesPerSecond() / SECONDS;
        double up = Math.min(working + BURSTS * QUIET_HOURS, Math.max(HOURS, working));
        return up * prices.get("sagemaker_cpu_hour") + images * asynchronousStorage();
    }

    /** The requests to the object store that only this way needs. */
    double asynchronousStorage() {
        return figures.get("async_writes") * prices.get("s3_write")
                + (1 + figures.get("async_polls_per_second") * figures.get("async_wait_seconds"))
                        * prices.get("s3_read");
    }

    private double instances(double images) {
        return Math.max(1, Math.ceil(images / (imagesPerSecond() * UTILISATION * HOURS * SECONDS)));
    }

    /** Of an instance with 4 vCPU. */
    double imagesPerSecond() {
        return figures.get("worker_images_per_second") / figures.get("worker_cores") * VCPU / THREADS_PER_CORE;
    }

    Way cheapest(double images) {
        return ways().stream()
                // The rows of Lambda are one way: the dearest one is compared, whose processor is as fast as the
                // others'.
                .skip(2)
                .min(Comparator.comparingDouble(way -> way.cost().month(images)))
                .orElseThrow();
    }

    /** The object store's requests for an image. */
    double storage() {
        return figures.get("s3_writes") * prices.get("s3_write") + figures.get("s3_reads") * prices.get("s3_read");
    }

    /** Keeping an image for a month. */
    double storageMonth() {
        return figures.get("image_megabytes") / THOUSAND * prices.get("s3_gb_month");
    }

    /**
     * How busy a real-time endpoint must be all month until it costs less than Lambda, by what it can do at most; above 1 it never
     * does.
     *
     * @param lambdaMillis the time of a call
     */
    double breakEven(double lambdaMillis) {
        double images = prices.get("sagemaker_cpu_hour") * HOURS / lambdaCall(lambdaMillis);
        return images / (imagesPerSecond() * HOURS * SECONDS);
    }

    /** A deep map on an instance of the asynchronous endpoint that is always busy. */
    double deepMapOnEndpoint() {
        double perSecond = VCPU / THREADS_PER_CORE * THOUSAND / deepMapMillis();
        return prices.get("sagemaker_cpu_hour") / SECONDS / perSecond + asynchronousStorage();
    }

    /** A deep map by the image function, at twice the time. */
    double deepMapOnLambda() {
        double gigabytes = figures.get("image_function_megabytes") / 1_024;
        return prices.get("lambda_request")
                + SLOWER * deepMapMillis() / THOUSAND * gigabytes * prices.get("lambda_gb_second");
    }

    private double deepMapMillis() {
        return figures.get("score_millis") + figures.get("deep_map_millis");
    }

    /** How many times dearer an instance with a GPU is. */
    double gpuPriceRatio() {
        return prices.get("sagemaker_gpu_hour") / prices.get("sagemaker_cpu_hour");
    }

    /** How many times faster deep maps can be at most if the map itself took no time: the image must still be decoded. */
    double gpuGainLimit() {
        return deepMapMillis() / figures.get("score_millis");
    }

    /**
     * Two servers of 1 vCPU and 3 GB, the database, the load balancer, four public addresses, seven secrets, and two servers that
     * ask the queue of uploads three times a minute. Without traffic.
     */
    double idleInstallation() {
        double servers = 2 * (prices.get("fargate_vcpu_hour") + 3 * prices.get("fargate_gb_hour"));
        double polls = 2 * 3 * 60;
        return HOURS
                        * (servers
                                + prices.get("database_hour")
                                + prices.get("load_balancer_hour")
                                + 4 * prices.get("public_ipv4_hour")
                                + polls * prices.get("sqs_request"))
                + 7 * prices.get("secret_month");
    }
}
