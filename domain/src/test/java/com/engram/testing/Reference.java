package com.engram.testing;

import org.jboss.weld.injection.spi.ResourceReference;

/** Something of the server's that is injected; nothing is to be given back. */
record Reference<T>(T instance) implements ResourceReference<T> {

    @Override
    public T getInstance() {
        return instance;
    }

    @Override
    public void release() {
        // nothing is held
    }
}
