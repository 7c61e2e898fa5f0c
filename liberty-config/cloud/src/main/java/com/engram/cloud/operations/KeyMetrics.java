package com.engram.cloud.operations;

import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.scorers.ModelEndpoint;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.server.ServerStack;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.HttpCodeTarget;

/** The metrics that alarms and the dashboard share. */
record KeyMetrics(DataStack data, ScorersStack scorers, ServerStack server) {
    private static final Duration MINUTE = Duration.minutes(1);

    Metric requests() {
        return server.entrance().loadBalancer().getMetrics().requestCount(sum());
    }

    Metric serverErrors() {
        return server.entrance().targets().getMetrics().httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum());
    }

    Metric answerTime() {
        return server.entrance()
                .targets()
                .getMetrics()
                .targetResponseTime(
                        MetricOptions.builder().period(MINUTE).statistic("p95").build());
    }

    Metric healthyServers() {
        return server.entrance()
                .targets()
                .getMetrics()
                .healthyHostCount(MetricOptions.builder()
                        .period(MINUTE)
                        .statistic("Minimum")
                        .build());
    }

    Metric serverLoad() {
        return server.servers().service().metricCpuUtilization();
    }

    Metric functionCalls() {
        return scorers.function().metricInvocations(sum());
    }

    Metric functionErrors() {
        return scorers.function().metricErrors(sum());
    }

    Metric functionThrottles() {
        return scorers.function().metricThrottles(sum());
    }

    Metric functionTime() {
        return scorers.function()
                .metricDuration(
                        MetricOptions.builder().period(MINUTE).statistic("p95").build());
    }

    Metric databaseLoad() {
        return data.database().metric("CPUUtilization", "Average");
    }

    Metric databaseConnections() {
        return data.database().metric("DatabaseConnections", "Maximum");
    }

    /** Only an RDS instance has a disk that can fill up. */
    Metric freeStorage() {
        return data.database().metric("FreeStorageSpace", "Minimum");
    }

    /** Messages about uploads that no server could handle. */
    Optional<Metric> failedUploads() {
        return data.arrivedUploads()
                .map(uploads -> uploads.failed()
                        .metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                                .period(MINUTE)
                                .statistic("Maximum")
                                .build()));
    }

    Optional<Metric> backlog() {
        return scorers.findEndpoint(EndpointKind.ASYNC).map(KeyMetrics::backlogOf);
    }

    private static Metric backlogOf(ModelEndpoint endpoint) {
        return Metric.Builder.create()
                .namespace("AWS/SageMaker")
                .metricName("ApproximateBacklogSize")
                .dimensionsMap(Map.of("EndpointName", endpoint.name()))
                .statistic("Maximum")
                .period(MINUTE)
                .build();
    }

    private static MetricOptions sum() {
        return MetricOptions.builder().period(MINUTE).statistic("Sum").build();
    }
}
