package com.engram.cloud.scorers;

import com.engram.cloud.CloudSettings.EndpointKind;
import java.util.List;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.sagemaker.CfnEndpoint;
import software.constructs.Construct;

/**
 * How many instances an endpoint has. An asynchronous one goes down to zero. Tracking the backlog per instance cannot bring the
 * first instance back, because without an instance that metric does not exist: a step policy does, when requests wait and no
 * instance runs.
 */
final class EndpointScaling extends Construct {
    private static final String DIMENSION = "sagemaker:variant:DesiredInstanceCount";
    private static final double BACKLOG_PER_INSTANCE = 5;
    private static final double CALLS_PER_MINUTE = 600;
    private static final int QUIET_SECONDS = 600;
    private static final int BUSY_SECONDS = 60;

    private final CfnScalableTarget target;
    private final String endpointName;

    EndpointScaling(Construct scope, EndpointKind kind, CfnEndpoint endpoint, String endpointName, int most) {
        super(scope, "Scaling");
        this.endpointName = endpointName;
        this.target = CfnScalableTarget.Builder.create(this, "Target")
                .serviceNamespace("sagemaker")
                .resourceId("endpoint/" + endpointName + "/variant/" + ModelEndpoint.VARIANT)
                .scalableDimension(DIMENSION)
                .minCapacity(kind == EndpointKind.ASYNC ? 0 : 1)
                .maxCapacity(most)
                .build();
        target.getNode().addDependency(endpoint);
        track(kind == EndpointKind.ASYNC ? backlog() : calls());
        if (kind == EndpointKind.ASYNC) {
            startFirstInstance();
        }
    }

    private void track(CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty configuration) {
        CfnScalingPolicy.Builder.create(this, "Track")
                .policyName("track-load")
                .policyType("TargetTrackingScaling")
                .scalingTargetId(target.getRef())
                .targetTrackingScalingPolicyConfiguration(configuration)
                .build();
    }

    private CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty backlog() {
        return CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(BACKLOG_PER_INSTANCE)
                .scaleInCooldown(QUIET_SECONDS)
                .scaleOutCooldown(BUSY_SECONDS)
                .customizedMetricSpecification(CfnScalingPolicy.CustomizedMetricSpecificationProperty.builder()
                        .namespace("AWS/SageMaker")
                        .metricName("ApproximateBacklogSizePerInstance")
                        .dimensions(List.of(CfnScalingPolicy.MetricDimensionProperty.builder()
                                .name("EndpointName")
                                .value(endpointName)
                                .build()))
                        .statistic("Average")
                        .build())
                .build();
    }

    private static CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty calls() {
        return CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(CALLS_PER_MINUTE)
                .scaleInCooldown(QUIET_SECONDS)
                .scaleOutCooldown(BUSY_SECONDS)
                .predefinedMetricSpecification(CfnScalingPolicy.PredefinedMetricSpecificationProperty.builder()
                        .predefinedMetricType("SageMakerVariantInvocationsPerInstance")
                        .build())
                .build();
    }

    private void startFirstInstance() {
        CfnScalingPolicy first = CfnScalingPolicy.Builder.create(this, "FirstInstance")
                .policyName("first-instance")
                .policyType("StepScaling")
                .scalingTargetId(target.getRef())
                .stepScalingPolicyConfiguration(CfnScalingPolicy.StepScalingPolicyConfigurationProperty.builder()
                        .adjustmentType("ChangeInCapacity")
                        .metricAggregationType("Average")
                        .cooldown(QUIET_SECONDS)
                        .stepAdjustments(List.of(CfnScalingPolicy.StepAdjustmentProperty.builder()
                                .metricIntervalLowerBound(0)
                                .scalingAdjustment(1)
                                .build()))
                        .build())
                .build();
        CfnAlarm.Builder.create(this, "WaitingWithoutInstance")
                .alarmDescription("Requests wait at the endpoint, and no instance runs")
                .namespace("AWS/SageMaker")
                .metricName("HasBacklogWithoutCapacity")
                .dimensions(List.of(CfnAlarm.DimensionProperty.builder()
                        .name("EndpointName")
                        .value(endpointName)
                        .build()))
                .statistic("Average")
                .period(BUSY_SECONDS)
                .evaluationPeriods(2)
                .datapointsToAlarm(2)
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .threshold(1)
                .treatMissingData("missing")
                .alarmActions(List.of(first.getRef()))
                .build();
    }
}
