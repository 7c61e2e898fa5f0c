package com.engram.jobs.housekeeping;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Runs a housekeeping job to its end: the one that was stopped or failed goes on from its checkpoint, else a new one. */
@ApplicationScoped
class ChunkJobs {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Set<BatchStatus> UNFINISHED = EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED);
    private static final Set<BatchStatus> LIVE =
            EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);

    /**
     * Runs the job and waits for it.
     *
     * @throws IllegalStateException if it fails
     */
    void run(String name) {
        JobOperator operator = BatchRuntime.getJobOperator();
        long execution = findUnfinished(operator, name)
                .map(last -> operator.restart(last, new Properties()))
                .orElseGet(() -> operator.start(name, new Properties()));
        BatchStatus status = operator.getJobExecution(execution).getBatchStatus();
        while (LIVE.contains(status)) {
            pause();
            status = operator.getJobExecution(execution).getBatchStatus();
        }
        if (status != BatchStatus.COMPLETED) {
            throw new IllegalStateException("The job %s ended as %s; it goes on later".formatted(name, status));
        }
    }

    private static Optional<Long> findUnfinished(JobOperator operator, String name) {
        if (!operator.getJobNames().contains(name)) {
            return Optional.empty();
        }
        List<JobInstance> newest = operator.getJobInstances(name, 0, 1);
        return newest.stream()
                .flatMap(instance -> operator.getJobExecutions(instance).stream())
                .max((one, other) -> Long.compare(one.getExecutionId(), other.getExecutionId()))
                .filter(last -> UNFINISHED.contains(last.getBatchStatus()))
                .map(JobExecution::getExecutionId);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops", e);
        }
    }
}
