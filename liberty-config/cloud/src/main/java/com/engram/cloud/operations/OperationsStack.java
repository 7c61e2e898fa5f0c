package com.engram.cloud.operations;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.server.ServerStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What tells the operator that something is wrong, or that it costs more than planned. */
public final class OperationsStack extends Stack {

    /** Creates the alarms, the dashboard, and the budget. */
    public OperationsStack(
            Construct scope,
            StackProps properties,
            CloudSettings settings,
            DataStack data,
            ScorersStack scorers,
            ServerStack server) {
        super(scope, "Operations", properties);
        KeyMetrics metrics = new KeyMetrics(data, scorers, server);
        new Alarms(this, metrics, settings);
        new OverviewDashboard(this, metrics, settings.name());
        new MonthlyBudget(this, settings);
    }
}
