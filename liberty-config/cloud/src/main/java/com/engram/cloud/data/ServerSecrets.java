package com.engram.cloud.data;

import com.engram.cloud.AcceptedFinding;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** Random passwords and keys, the same for all servers. Only the servers and the migrations can read them. */
public final class ServerSecrets extends Construct {
    /** The name of the secret with the first operator's password, after the name of the installation. */
    public static final String OPERATOR_PASSWORD = "operator-password";

    /** The name of the secret with the random part of the first operator's API key. */
    public static final String OPERATOR_KEY = "operator-key";

    private static final int LENGTH = 40;

    private final String prefix;
    private final Secret application;
    private final Secret operatorRole;
    private final Secret signing;
    private final Secret operatorPassword;
    private final Secret operatorKey;
    private final Secret metrics;

    ServerSecrets(Construct scope, String prefix) {
        super(scope, "Secrets");
        this.prefix = prefix;
        this.application = random("database-app", "Password of the role engram_app");
        this.operatorRole = random("database-operator", "Password of the role engram_operator");
        this.signing = random("server-secret", "Signs form tokens and encrypts secrets in the database");
        this.operatorPassword = random(OPERATOR_PASSWORD, "Password of the first operator");
        this.operatorKey = random(OPERATOR_KEY, "The secret part of the first operator's API key");
        this.metrics = random("metrics-token", "Bearer token for /metrics");
    }

    private Secret random(String name, String description) {
        Secret secret = Secret.Builder.create(this, name)
                .secretName(prefix + "/" + name)
                .description(description)
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(LENGTH)
                        .excludePunctuation(true)
                        .build())
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        AcceptedFinding.in(
                secret,
                "AwsSolutions-SMG4",
                "A change needs a release, which starts the servers anew: docs/aws.md tells how.");
        return secret;
    }

    /** The password of the role {@code engram_app}. */
    public Secret application() {
        return application;
    }

    /** The password of the role {@code engram_operator}. */
    public Secret operatorRole() {
        return operatorRole;
    }

    /** What the servers sign and encrypt with. */
    public Secret signing() {
        return signing;
    }

    /** The password of the first operator. */
    public Secret operatorPassword() {
        return operatorPassword;
    }

    /** The secret part of the first operator's API key. */
    public Secret operatorKey() {
        return operatorKey;
    }

    /** The bearer token for {@code /metrics}. */
    public Secret metrics() {
        return metrics;
    }
}
