package com.engram.cloud.scorers;

import com.engram.cloud.BuiltParts;
import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.CloudSettings.FunctionKind;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.network.NetworkStack;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/** What computes scores and deep heatmaps. None of it costs anything while there are no images, but for real-time endpoints. */
public final class ScorersStack extends Stack {
    private final Alias function;
    private final DockerImageAsset workerImage;
    private final WorkerRole workerRole;
    private final Map<EndpointKind, ModelEndpoint> endpoints = new EnumMap<>(EndpointKind.class);
    private final FunctionKind functionKind;

    /** Creates the function and the endpoints that the settings name. */
    public ScorersStack(
            Construct scope,
            StackProps properties,
            CloudSettings settings,
            BuiltParts parts,
            NetworkStack network,
            DataStack data) {
        super(scope, "Scorers", properties);
        CloudSettings.Scorers wanted = settings.scorers();
        this.functionKind = wanted.function();
        this.function = functionKind == FunctionKind.ZIP
                ? new ArchiveFunction(this, parts, wanted.concurrency()).live()
                : new ImageFunction(this, parts, wanted.concurrency(), network, data.images()).live();
        this.workerImage = parts.image(this, "WorkerImage", "worker", wanted.hasGpu() ? "cuda" : "cpu");
        this.workerRole = new WorkerRole(this, settings.name(), workerImage, data);
        for (EndpointKind kind : wanted.endpoints()) {
            endpoints.put(kind, new ModelEndpoint(this, kind, settings, workerImage, workerRole, network));
        }
    }

    /** The alias that the servers call. */
    public Alias function() {
        return function;
    }

    /** Whether the function computes deep heatmaps too. */
    public boolean functionComputesHeatmaps() {
        return functionKind == FunctionKind.IMAGE;
    }

    /** Whether the function reads models of accounts' own, from its file system. */
    public boolean servesOwnModels() {
        return functionKind == FunctionKind.IMAGE;
    }

    /** The endpoint of a kind, if the installation has one. */
    public Optional<ModelEndpoint> findEndpoint(EndpointKind kind) {
        return Optional.ofNullable(endpoints.get(kind));
    }

    /** All endpoints. */
    public Collection<ModelEndpoint> endpoints() {
        return endpoints.values();
    }

    /** The image with the engine, which also trains. */
    public DockerImageAsset workerImage() {
        return workerImage;
    }

    /** The role of the models on SageMaker. */
    public WorkerRole workerRole() {
        return workerRole;
    }
}
