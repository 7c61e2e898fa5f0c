package com.engram.it;

import java.sql.SQLException;

/** The cluster's recurring work, which a test does not wait for. */
final class ScheduledTaskRuns {

    private ScheduledTaskRuns() {}

    /** Has that work done now, and waits until it was. */
    static void now(String task) throws SQLException, InterruptedException {
        String before = lastSuccess(task);
        PayingCustomer.execute("update scheduled_tasks set execution_time = now() where task_name = '%s' and not picked"
                .formatted(task));
        for (int attempt = 0; attempt < 300 && lastSuccess(task).equals(before); attempt++) {
            Thread.sleep(100);
        }
        if (lastSuccess(task).equals(before)) {
            throw new AssertionError(task + " was not done");
        }
    }

    private static String lastSuccess(String task) throws SQLException {
        return PayingCustomer.query(
                "select coalesce(last_success, last_failure)::text from scheduled_tasks where task_name = '%s'"
                        .formatted(task));
    }
}
