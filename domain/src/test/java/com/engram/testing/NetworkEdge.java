package com.engram.testing;

import jakarta.batch.api.Batchlet;
import jakarta.batch.api.chunk.CheckpointAlgorithm;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.batch.api.chunk.ItemReader;
import jakarta.batch.api.chunk.ItemWriter;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leaves out what talks to the network, for which there are fakes, and what only a server can start: what begins with the
 * application, and the parts of batch jobs, which a test makes by {@code new}.
 */
final class NetworkEdge implements Extension {

    private static final Set<String> ADAPTERS =
            Set.of("s3", "stripe", "smtp", "worker", "lambda", "sagemaker", "sqs", "postgres");
    private static final Set<String> REPLACED = Set.of("com.engram.tenancy.SystemClock");

    void leaveOut(@Observes ProcessAnnotatedType<?> type) {
        AnnotatedType<?> bean = type.getAnnotatedType();
        if (isAdapter(bean.getJavaClass())
                || startsWithTheApplication(bean)
                || isPartOfABatchJob(bean.getJavaClass())) {
            type.veto();
        }
    }

    private static boolean isAdapter(Class<?> bean) {
        String folder = bean.getPackageName();
        return folder.startsWith("com.engram.")
                && (ADAPTERS.contains(folder.substring(folder.lastIndexOf('.') + 1))
                        || REPLACED.contains(bean.getName()));
    }

    private static boolean startsWithTheApplication(AnnotatedType<?> bean) {
        return bean.getJavaClass().getPackageName().startsWith("com.engram.")
                && bean.getMethods().stream()
                        .flatMap(method -> method.getParameters().stream())
                        .anyMatch(parameter -> parameter.isAnnotationPresent(Initialized.class));
    }

    private static boolean isPartOfABatchJob(Class<?> bean) {
        return Stream.of(
                        ItemReader.class,
                        ItemProcessor.class,
                        ItemWriter.class,
                        CheckpointAlgorithm.class,
                        Batchlet.class)
                .anyMatch(part -> part.isAssignableFrom(bean));
    }
}
