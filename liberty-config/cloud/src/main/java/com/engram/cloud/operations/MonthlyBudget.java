package com.engram.cloud.operations;

import com.engram.cloud.CloudSettings;
import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/** A monthly budget of the whole account, with an email at four fifths of it and when the forecast exceeds it. */
final class MonthlyBudget extends Construct {
    private static final int WARNING_PERCENT = 80;
    private static final int ALL_PERCENT = 100;

    MonthlyBudget(Construct scope, CloudSettings settings) {
        super(scope, "Budget");
        String email = settings.operations().email();
        CfnBudget.Builder.create(this, "Month")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetName(settings.name())
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(settings.operations().monthlyBudget())
                                .unit("USD")
                                .build())
                        .build())
                .notificationsWithSubscribers(List.of(
                        notification("ACTUAL", WARNING_PERCENT, email), notification("FORECASTED", ALL_PERCENT, email)))
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty notification(String kind, int percent, String email) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .comparisonOperator("GREATER_THAN")
                        .notificationType(kind)
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("EMAIL")
                        .address(email)
                        .build()))
                .build();
    }
}
