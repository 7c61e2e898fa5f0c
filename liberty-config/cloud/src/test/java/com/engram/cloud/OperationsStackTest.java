package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationsStackTest {
    private final Installation standard = Synthesized.standard();

    @Test
    void every_alarm_sends_an_email_when_it_begins_and_when_it_ends() {
        List<JsonNode> alarms = standard.resources().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith("Operations/"))
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asText().equals("AWS::CloudWatch::Alarm"))
                .map(resource -> resource.path("Properties"))
                .toList();

        assertThat(alarms).hasSize(10).allSatisfy(alarm -> {
            assertThat(alarm.path("AlarmActions").toString()).contains("AlarmsTopic");
            assertThat(alarm.path("OKActions").toString()).contains("AlarmsTopic");
            assertThat(alarm.path("AlarmDescription").asText()).isNotBlank();
        });
        assertThat(alarms)
                .extracting(alarm -> alarm.path("MetricName").asText())
                .contains(
                        "HealthyHostCount",
                        "HTTPCode_Target_5XX_Count",
                        "FreeStorageSpace",
                        "Throttles",
                        "ApproximateNumberOfMessagesVisible",
                        "ApproximateBacklogSize");
    }

    @Test
    void too_few_servers_raise_an_alarm_even_without_data() {
        JsonNode alarm = standard.properties("AWS::CloudWatch::Alarm", "Operations/AlarmsFewServers");

        assertThat(alarm.path("Threshold").asInt()).isEqualTo(2);
        assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
    }

    @Test
    void a_budget_warns_before_it_is_spent() {
        JsonNode budget = standard.properties("AWS::Budgets::Budget");

        assertThat(budget.at("/Budget/BudgetLimit/Amount").asInt()).isEqualTo(300);
        assertThat(budget.path("NotificationsWithSubscribers")).hasSize(2);
    }

    @Test
    void there_is_a_dashboard() {
        assertThat(standard.properties("AWS::CloudWatch::Dashboard")
                        .path("DashboardName")
                        .asText())
                .isEqualTo("engram");
    }
}
