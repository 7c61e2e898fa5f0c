package com.engram.cloud.operations;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.constructs.Construct;

/** One page with the state of an installation: servers, scorers, queue, and database. */
final class OverviewDashboard extends Construct {
    private static final int WIDTH = 8;

    OverviewDashboard(Construct scope, KeyMetrics metrics, String name) {
        super(scope, "Dashboard");
        Dashboard dashboard =
                Dashboard.Builder.create(this, "Page").dashboardName(name).build();
        dashboard.addWidgets(
                graph("Requests a minute", metrics.requests(), metrics.serverErrors()),
                graph("Answer time, p95 (s)", metrics.answerTime()),
                graph("Healthy servers", metrics.healthyServers()));
        dashboard.addWidgets(
                graph(
                        "Function: calls a minute",
                        metrics.functionCalls(),
                        metrics.functionErrors(),
                        metrics.functionThrottles()),
                graph("Function: time, p95 (ms)", metrics.functionTime()),
                graph("Servers: processor (%)", metrics.serverLoad()));
        List<IWidget> last = new ArrayList<>(List.of(
                graph("Database: processor (%)", metrics.databaseLoad()),
                graph("Database: connections", metrics.databaseConnections())));
        metrics.backlog().ifPresent(backlog -> last.add(graph("Endpoint: requests that wait", backlog)));
        dashboard.addWidgets(last.toArray(IWidget[]::new));
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(WIDTH)
                .left(List.of(metrics))
                .build();
    }
}
