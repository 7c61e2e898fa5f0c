package com.engram.testing;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** Answers the names that are looked up in the server: data sources, and what manages transactions. */
public final class ServerNames implements InitialContextFactory {

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        return new InitialContext(true) {
            @Override
            public Object lookup(String name) throws NamingException {
                return switch (name) {
                    case "java:/TransactionManager" -> Container.transactionManager();
                    case "java:/TransactionSynchronizationRegistry" -> Container.synchronizations();
                    default -> TestDatabase.findDataSource(name).orElseThrow(() -> new NameNotFoundException(name));
                };
            }
        };
    }
}
