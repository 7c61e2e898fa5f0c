package com.engram.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/** Gives each test a fresh database and fresh beans, and what its constructor asks for; see {@link DomainTest}. */
final class DomainExtension implements TestInstancePreConstructCallback, ParameterResolver {

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext test) throws Exception {
        Container.silenceLibraries();
        TestClock.clock().reset();
        TestDatabase.reset();
        Container.beans();
        Container.reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return Container.beans().select(parameter.getParameter().getType()).isResolvable();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return Container.beans().select(parameter.getParameter().getType()).get();
    }
}
