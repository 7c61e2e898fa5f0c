package com.engram.web;

import com.engram.plans.Plans;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports the server as ready once the database answers and has been migrated. */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    @Inject
    private Plans plans;

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("database")
                    .status(plans.findPlan(Plans.FOR_SIGN_UPS).isPresent())
                    .build();
        } catch (RuntimeException e) {
            return HealthCheckResponse.named("database")
                    .down()
                    .withData("failure", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
