package com.engram.cloud.operations;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.DatabaseKind;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** Alarms, each with an email when it begins and when it ends. */
final class Alarms extends Construct {
    private static final double SLOW_SECONDS = 2;
    private static final double BUSY_PERCENT = 80;
    private static final double MANY_CONNECTIONS = 200;
    private static final double FEW_BYTES = 10e9;
    private static final double LONG_BACKLOG = 500;

    private final SnsAction email;

    Alarms(Construct scope, KeyMetrics metrics, CloudSettings settings) {
        super(scope, "Alarms");
        Topic topic = Topic.Builder.create(this, "Topic").enforceSsl(true).build();
        topic.addSubscription(new EmailSubscription(settings.operations().email()));
        this.email = new SnsAction(topic);

        above("ServerErrors", "Servers answer with 5xx", metrics.serverErrors(), 10, 3);
        above("SlowAnswers", "One in 20 requests takes more than 2 s", metrics.answerTime(), SLOW_SECONDS, 10);
        below(
                "FewServers",
                "Fewer servers are healthy than planned",
                metrics.healthyServers(),
                settings.servers().count(),
                5);
        above("FunctionErrors", "The function fails", metrics.functionErrors(), 5, 5);
        above("FunctionThrottles", "Lambda throttles calls", metrics.functionThrottles(), 100, 5);
        above("DatabaseLoad", "The database is busy", metrics.databaseLoad(), BUSY_PERCENT, 3);
        above(
                "DatabaseConnections",
                "The database has many connections",
                metrics.databaseConnections(),
                MANY_CONNECTIONS,
                1);
        if (settings.database().kind() == DatabaseKind.RDS) {
            below("DatabaseStorage", "The database's disk fills up", metrics.freeStorage(), FEW_BYTES, 1);
        }
        metrics.failedUploads()
                .ifPresent(
                        failed -> above("FailedUploads", "Messages about uploads could not be handled", failed, 0, 1));
        metrics.backlog()
                .ifPresent(backlog -> above("Backlog", "The endpoint does not keep up", backlog, LONG_BACKLOG, 30));
    }

    private void above(String id, String description, Metric metric, double limit, int periods) {
        add(id, description, metric, limit, periods, ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    private void below(String id, String description, Metric metric, double limit, int periods) {
        add(id, description, metric, limit, periods, ComparisonOperator.LESS_THAN_THRESHOLD);
    }

    private void add(
            String id, String description, Metric metric, double limit, int periods, ComparisonOperator comparison) {
        Alarm alarm = Alarm.Builder.create(this, id)
                .alarmDescription(description)
                .metric(metric)
                .threshold(limit)
                .evaluationPeriods(periods)
                .comparisonOperator(comparison)
                .treatMissingData(
                        comparison == ComparisonOperator.LESS_THAN_THRESHOLD
                                ? TreatMissingData.BREACHING
                                : TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(email);
        alarm.addOkAction(email);
    }
}
