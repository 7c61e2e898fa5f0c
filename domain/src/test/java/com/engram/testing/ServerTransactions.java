package com.engram.testing;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import org.jboss.weld.transaction.spi.TransactionServices;

/** Lets observers wait for the end of a transaction. */
final class ServerTransactions implements TransactionServices {

    @Override
    public void registerSynchronization(Synchronization synchronization) {
        Container.synchronizations().registerInterposedSynchronization(synchronization);
    }

    @Override
    public boolean isTransactionActive() {
        try {
            return Container.transactionManager().getStatus() == Status.STATUS_ACTIVE;
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public UserTransaction getUserTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    @Override
    public void cleanup() {
        // holds nothing
    }
}
