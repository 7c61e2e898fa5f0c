package com.engram.cloud;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** Findings of cdk-nag that are accepted, each with its reason. */
public final class AcceptedFinding {
    private AcceptedFinding() {}

    /**
     * Accepts a rule's finding for a construct and those below it.
     *
     * @param rule such as {@code AwsSolutions-IAM5}
     * @param reason why the finding is no risk here
     */
    public static void in(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
