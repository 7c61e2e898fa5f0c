package com.engram.testing;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.weld.injection.spi.ResourceInjectionServices;
import org.jboss.weld.injection.spi.ResourceReferenceFactory;

/** Injects what the server provides by {@code @Resource}: data sources, and threads. */
final class ServerResources implements ResourceInjectionServices {

    private static final ScheduledExecutorService THREADS = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "managed");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public ResourceReferenceFactory<Object> registerResourceInjectionPoint(InjectionPoint point) {
        Class<?> type = (Class<?>) point.getType();
        Resource resource = point.getAnnotated().getAnnotation(Resource.class);
        if (type == DataSource.class) {
            return () -> new Reference<>(proxy(
                    DataSource.class,
                    () -> TestDatabase.findDataSource(resource.lookup()).orElseThrow()));
        }
        if (type == ManagedExecutorService.class || type == ManagedScheduledExecutorService.class) {
            return () -> new Reference<>(proxy(type, () -> THREADS));
        }
        throw new IllegalStateException("No test has " + type + " for " + point.getMember());
    }

    @Override
    public ResourceReferenceFactory<Object> registerResourceInjectionPoint(String jndiName, String mappedName) {
        return () -> new Reference<>(TestDatabase.findDataSource(jndiName).orElseThrow());
    }

    @Override
    public void cleanup() {
        THREADS.shutdownNow();
    }

    /** Asks anew at each call, for each test has a database of its own. */
    private static Object proxy(Class<?> type, Supplier<?> target) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                Object current = target.get();
                return current.getClass()
                        .getMethod(method.getName(), method.getParameterTypes())
                        .invoke(current, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
