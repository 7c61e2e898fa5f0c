package com.engram.it;

import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Runs recurring cluster tasks at once, instead of waiting for their schedule. */
final class ScheduledTaskRuns {

    private ScheduledTaskRuns() {}

    /** Runs a task now and waits until it has finished. */
    static void now(String task) throws SQLException, InterruptedException {
        String before = lastSuccess(task);
        PayingCustomer.execute("update scheduled_tasks set execution_time = now() where task_name = '%s' and not picked"
                .formatted(task));
        Awaitility.await(task)
                .atMost(Duration.ofSeconds(60))
                .until(() -> !lastSuccess(task).equals(before));
    }

    private static String lastSuccess(String task) throws SQLException {
        return PayingCustomer.query(
                "select coalesce(last_success, last_failure)::text from scheduled_tasks where task_name = '%s'"
                        .formatted(task));
    }
}
