package com.engram.admin.signin;

import com.engram.people.operators.CreateFirstOperator;
import com.engram.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Creates the first operator at startup if the configuration names one. */
@ApplicationScoped
class FirstOperatorOnStartup {

    @Inject
    private CreateFirstOperator firstOperator;

    @Inject
    @ConfigProperty(name = "engram.operator.email")
    private Optional<String> email;

    @Inject
    @ConfigProperty(name = "engram.operator.password")
    private Optional<String> password;

    @Inject
    @ConfigProperty(name = "engram.operator.apiKey")
    private Optional<String> apiKey;

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        if (email.isPresent() && password.isPresent() && apiKey.isPresent()) {
            try (Scope.Entered ignored = Scope.enterOperator()) {
                firstOperator.ensure(email.get(), password.get(), apiKey.get());
            }
        }
    }
}
