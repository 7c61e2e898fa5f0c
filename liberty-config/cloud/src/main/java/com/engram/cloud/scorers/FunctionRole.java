package com.engram.cloud.scorers;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The role of a Lambda function. It may write its own log. */
final class FunctionRole extends Construct {
    private final Role role;

    FunctionRole(Construct scope, LogGroup log) {
        super(scope, "Role");
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Writes the log of the function; images need no right")
                .build();
        log.grantWrite(role);
    }

    void allow(List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build());
    }

    Role role() {
        return role;
    }
}
