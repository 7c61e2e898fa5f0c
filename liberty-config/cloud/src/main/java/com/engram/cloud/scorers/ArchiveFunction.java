package com.engram.cloud.scorers;

import com.engram.cloud.AcceptedFinding;
import com.engram.cloud.BuiltParts;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.VersionOptions;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The Lambda function from the archive, with SnapStart: a snapshot holds the loaded model. Its role may only write logs; it
 * reads and writes images at the signed addresses in its requests.
 */
final class ArchiveFunction extends Construct {
    /** The handler in the archive and in the image. */
    static final String HANDLER = "com.engram.inference.lambda.ScoreFunction";

    static final int MEGABYTES = 2048;
    static final int SECONDS = 30;

    private final Alias live;

    ArchiveFunction(Construct scope, BuiltParts parts, int concurrency) {
        super(scope, "Function");
        LogGroup log = log(this);
        FunctionRole role = new FunctionRole(this, log);
        Function function = Function.Builder.create(this, "Score")
                // Amazon Linux 2023, with glibc 2.34: the archive's native libraries need a newer one than Java 17's
                // 2.26.
                .runtime(Runtime.JAVA_21)
                .architecture(Architecture.X86_64)
                .handler(HANDLER)
                .code(Code.fromAsset(parts.functionArchive().toString()))
                .memorySize(MEGABYTES)
                .timeout(Duration.seconds(SECONDS))
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .reservedConcurrentExecutions(concurrency > 0 ? concurrency : null)
                .role(role.role())
                .logGroup(log)
                .currentVersionOptions(VersionOptions.builder()
                        .removalPolicy(RemovalPolicy.RETAIN)
                        .build())
                .build();
        AcceptedFinding.in(
                function, "AwsSolutions-L1", "The native libraries were checked against the C library of java21.");
        this.live = Alias.Builder.create(this, "Live")
                .aliasName("live")
                .version(function.getCurrentVersion())
                .build();
    }

    static LogGroup log(Construct scope) {
        return LogGroup.Builder.create(scope, "Log")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** The alias of the version that is in use. */
    Alias live() {
        return live;
    }
}
