package com.engram.web;

import com.engram.plans.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the server as ready once the database answers and has been migrated. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    @Inject
    private Plans plans;

    /** By which the launcher knows that its own server answers; a random text, which says nothing else. */
    @Inject
    @ConfigProperty(name = "engram.server.instance")
    private Optional<String> instance;

    @Override
    public HealthCheckResponse call() {
        try {
            HealthCheckResponseBuilder response = HealthCheckResponse.named("database");
            instance.ifPresent(id -> response.withData("instance", id));
            return response.status(plans.findPlan(Plans.FOR_SIGN_UPS).isPresent())
                    .build();
        } catch (RuntimeException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("failure", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
