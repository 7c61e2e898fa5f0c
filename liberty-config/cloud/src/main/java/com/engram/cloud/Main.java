package com.engram.cloud;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** The app that {@code cdk.json} names: it writes the templates of all stacks to {@code cdk.out}. */
public final class Main {
    private Main() {}

    /** Synthesises the stacks for the account of the caller's credentials, which the CDK's command line sets. */
    public static void main(String[] args) {
        App app = new App();
        CloudSettings settings = CloudSettings.of(app.getNode(), account());
        new EngramOnAws(app, settings, new BuiltParts(Path.of("../..")));
        Aspects.of(app).add(new AwsSolutionsChecks());
        app.synth();
    }

    private static String account() {
        String account = System.getenv("CDK_DEFAULT_ACCOUNT");
        if (account == null) {
            throw new IllegalStateException("There are no AWS credentials: CDK_DEFAULT_ACCOUNT is not set.");
        }
        return account;
    }
}
