package com.engram.jobs.chunks;

import jakarta.batch.operations.JobOperator;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Runs a chunk job to its end: resumes the last run from its checkpoint if it was stopped or failed, else starts a new one. */
@ApplicationScoped
public class ChunkJobRunner {

    /** How many recent runs are searched, since runs for other subjects lie between. */
    private static final int MAX_RECENT_RUNS = 50;

    private static final String SUBJECT = "subject";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Set<BatchStatus> UNFINISHED = EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED);
    private static final Set<BatchStatus> LIVE =
            EnumSet.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING);

    /**
     * Runs a job without a subject, and waits for its end.
     *
     * @throws IllegalStateException if the job does not complete
     */
    public void run(String name) {
        run(name, "");
    }

    /**
     * Runs a job for one subject, which becomes the job parameter {@code subject}, and waits for its end.
     *
     * @throws IllegalStateException if the job does not complete
     */
    public void run(String name, String subject) {
        JobOperator operator = BatchRuntime.getJobOperator();
        Properties parameters = new Properties();
        parameters.setProperty(SUBJECT, subject);
        long execution = findUnfinished(operator, name, subject)
                .map(last -> operator.restart(last, parameters))
                .orElseGet(() -> operator.start(name, parameters));
        BatchStatus status = operator.getJobExecution(execution).getBatchStatus();
        while (LIVE.contains(status)) {
            pause();
            status = operator.getJobExecution(execution).getBatchStatus();
        }
        if (status != BatchStatus.COMPLETED) {
            throw new IllegalStateException("The job %s ended as %s; the next run resumes it".formatted(name, status));
        }
    }

    private static Optional<Long> findUnfinished(JobOperator operator, String name, String subject) {
        if (!operator.getJobNames().contains(name)) {
            return Optional.empty();
        }
        List<JobInstance> newest = operator.getJobInstances(name, 0, MAX_RECENT_RUNS);
        return newest.stream()
                .flatMap(instance -> operator.getJobExecutions(instance).stream()
                        .max(Comparator.comparingLong(JobExecution::getExecutionId))
                        .stream())
                .filter(last -> subject.equals(last.getJobParameters().getProperty(SUBJECT, "")))
                .findFirst()
                .filter(last -> UNFINISHED.contains(last.getBatchStatus()))
                .map(JobExecution::getExecutionId);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is stopping", e);
        }
    }
}
