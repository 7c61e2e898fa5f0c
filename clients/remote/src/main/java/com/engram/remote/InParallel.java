package com.engram.remote;

import com.engram.client.http.EngramException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on many things at a time, and hands the results over in the order of the things. */
final class InParallel {

    private InParallel() {}

    /**
     * Works on all things. After the first failure no further work begins.
     *
     * @param threads how many things are worked on at a time
     */
    static <T, R> void forEach(List<T> things, int threads, Function<T, R> work, Consumer<R> result) {
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "engram-remote");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> running = new ArrayList<>();
            for (T thing : things) {
                running.add(executor.submit(() -> work.apply(thing)));
            }
            for (Future<R> each : running) {
                result.accept(each.get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngramException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("Interrupted.");
        } finally {
            executor.shutdownNow();
        }
    }
}
