package com.engram.testing;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.util.Set;

/** Leaves out what talks to the network or waits for the server; fakes take its place. */
final class NetworkEdge implements Extension {

    private static final Set<String> ADAPTERS =
            Set.of("s3", "stripe", "smtp", "worker", "lambda", "sagemaker", "postgres");
    private static final Set<String> OF_THE_SERVER = Set.of("SystemClock", "AwaitMigrations");

    void leaveOut(@Observes ProcessAnnotatedType<?> type) {
        Class<?> bean = type.getAnnotatedType().getJavaClass();
        String folder = bean.getPackageName();
        if (folder.startsWith("com.engram.")
                && (ADAPTERS.contains(folder.substring(folder.lastIndexOf('.') + 1))
                        || OF_THE_SERVER.contains(bean.getSimpleName()))) {
            type.veto();
        }
    }
}
