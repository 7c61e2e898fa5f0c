package com.engram.testing;

import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jboss.weld.injection.spi.JpaInjectionServices;
import org.jboss.weld.injection.spi.ResourceReferenceFactory;

/** Injects an entity manager that stands for the one of the running transaction, as the server does. */
final class ServerEntities implements JpaInjectionServices {

    private static final Object KEY = ServerEntities.class;

    @Override
    public ResourceReferenceFactory<EntityManager> registerPersistenceContextInjectionPoint(InjectionPoint point) {
        return () -> new Reference<>((EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> call(method, arguments)));
    }

    @Override
    public ResourceReferenceFactory<EntityManagerFactory> registerPersistenceUnitInjectionPoint(InjectionPoint point) {
        return () -> new Reference<>(Container.entities());
    }

    @Override
    public void cleanup() {
        // holds nothing
    }

    private static Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(current(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static EntityManager current() {
        TransactionSynchronizationRegistry transaction = Container.synchronizations();
        if (transaction.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            throw new IllegalStateException("Entities need a transaction");
        }
        Object running = transaction.getResource(KEY);
        if (running == null) {
            EntityManager opened = Container.entities().createEntityManager();
            transaction.putResource(KEY, opened);
            transaction.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // Hibernate flushes by itself.
                }

                @Override
                public void afterCompletion(int status) {
                    opened.close();
                }
            });
            return opened;
        }
        return (EntityManager) running;
    }
}
