package com.engram.testing;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** The beans, the entities and the transactions: made once, for all tests of this JVM. */
final class Container {

    private static final TransactionSynchronizationRegistry SYNCHRONIZATIONS =
            new TransactionSynchronizationRegistryImple();

    /** Kept, or their levels would be lost. */
    private static final List<Logger> LIBRARIES = Stream.of(
                    "org.hibernate", "org.jboss.weld", "com.arjuna", "org.flywaydb", "io.agroal", "io.zonky")
            .map(Logger::getLogger)
            .toList();

    private static WeldContainer beans;
    private static EntityManagerFactory entities;

    private Container() {}

    /** Leaves out what the libraries tell, which is much and seldom about the test. */
    static void silenceLibraries() {
        LIBRARIES.forEach(logger -> logger.setLevel(Level.OFF));
    }

    static TransactionManager transactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    static boolean isInTransaction() {
        return SYNCHRONIZATIONS.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    static TransactionSynchronizationRegistry synchronizations() {
        return SYNCHRONIZATIONS;
    }

    static EntityManagerFactory entities() {
        return entities;
    }

    static WeldContainer beans() {
        if (beans == null) {
            start();
        }
        return beans;
    }

    /** Forgets the beans' state; each is made anew when it is next used. */
    static void reset() {
        AlterableContext context = (AlterableContext) beans.getBeanManager().getContext(ApplicationScoped.class);
        for (Bean<?> bean : beans.getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE)) {
            if (bean.getScope() == ApplicationScoped.class
                    && bean.getBeanClass().getName().startsWith("com.engram.")) {
                context.destroy(bean);
            }
        }
    }

    private static void start() {
        System.setProperty("java.naming.factory.initial", ServerNames.class.getName());
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreType(VolatileStore.class.getName());
        entities = Persistence.createEntityManagerFactory(
                "engram",
                Map.of(
                        "hibernate.transaction.jta.platform",
                        "org.hibernate.engine.transaction.jta.platform.internal.JBossStandAloneJtaPlatform"));
        beans = new Weld()
                .addServices(new ServerResources(), new ServerEntities(), new ServerTransactions())
                .addExtension(new NetworkEdge())
                .initialize();
    }
}
