package com.engram.cloud.server;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.CloudSettings.EndpointKind;
import com.engram.cloud.data.DataStack;
import com.engram.cloud.data.ImageBucket;
import com.engram.cloud.network.Connections;
import com.engram.cloud.network.NetworkStack;
import com.engram.cloud.scorers.ModelEndpoint;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.training.OwnModelTraining;
import com.engram.cloud.training.TrainingStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.Secret;

/**
 * The environment of a server. Every variable is a property of docs/configuration.md, but for {@code ENGRAM_OPERATOR_KEYSECRET},
 * from which the image makes the operator's API key.
 */
record ServerVariables(
        CloudSettings settings, String migration, DataStack data, ScorersStack scorers, TrainingStack training) {

    private static final String LAMBDA_MEGABYTES_OF_ARCHIVE = "2048";
    private static final String LAMBDA_MEGABYTES_OF_IMAGE = "3072";

    /** QUIET_SECONDS of the endpoints' scaling. */
    private static final String MINUTES_TO_SCALE_IN = "10";

    Map<String, String> plain() {
        Map<String, String> values = new TreeMap<>();
        values.put("ENGRAM_DATABASE_URL", data.database().jdbcUrl());
        values.put("ENGRAM_DATABASE_VERSION", migration);
        values.put("ENGRAM_HTTP_HOST", "0.0.0.0");
        values.put("ENGRAM_HTTP_PORT", String.valueOf(Connections.SERVER_PORT));
        values.put("ENGRAM_HTTP_PROXIES", proxies());
        values.put("ENGRAM_PORTAL_URL", settings.portal().url());
        values.put("ENGRAM_OPERATOR_EMAIL", settings.portal().operatorEmail());
        values.put("ENGRAM_STORAGE_BUCKET", settings.imageBucket());
        values.put("ENGRAM_STORAGE_REGION", settings.region());
        values.put("ENGRAM_LAMBDA_FUNCTION", scorers.function().getFunctionArn());
        values.put("ENGRAM_LAMBDA_REGION", settings.region());
        values.put("ENGRAM_SAGEMAKER_REGION", settings.region());
        scorers.findEndpoint(EndpointKind.REALTIME)
                .map(ModelEndpoint::name)
                .ifPresent(name -> values.put("ENGRAM_SAGEMAKER_ENDPOINTNAME", name));
        scorers.findEndpoint(EndpointKind.ASYNC)
                .map(ModelEndpoint::name)
                .ifPresent(name -> values.put("ENGRAM_SAGEMAKER_ASYNCENDPOINTNAME", name));
        values.put("ENGRAM_SCORING_BACKENDS", String.join(",", scoring()));
        values.put("ENGRAM_HEATMAPS_BACKENDS", String.join(",", heatmaps()));
        data.arrivedUploads().ifPresent(uploads -> {
            values.put("ENGRAM_UPLOADS_QUEUEURL", uploads.queue().getQueueUrl());
            values.put("ENGRAM_UPLOADS_QUEUEREGION", settings.region());
        });
        training.ownModels().map(OwnModelTraining::steps).ifPresent(steps -> {
            values.put("ENGRAM_TRAINING_STATEMACHINE", steps.getStateMachineArn());
            values.put("ENGRAM_TRAINING_REGION", settings.region());
            values.put("ENGRAM_TRAINING_SERVED", ImageBucket.SERVED);
        });
        putPrices(values);
        return values;
    }

    /** Those that the price list has; the instances of other types than its own have no price until an operator enters one. */
    private void putPrices(Map<String, String> values) {
        PriceList prices = PriceList.read();
        values.put("ENGRAM_COST_CURRENCY", "USD");
        values.put("ENGRAM_COST_LAMBDA_PERREQUEST", prices.get("lambda_request"));
        values.put("ENGRAM_COST_LAMBDA_PERGBSECOND", prices.get("lambda_gb_second"));
        values.put(
                "ENGRAM_COST_LAMBDA_MEMORYMB",
                scorers.functionComputesHeatmaps() ? LAMBDA_MEGABYTES_OF_IMAGE : LAMBDA_MEGABYTES_OF_ARCHIVE);
        values.put("ENGRAM_COST_STORAGE_PERWRITE", prices.get("s3_write"));
        values.put("ENGRAM_COST_STORAGE_PERREAD", prices.get("s3_read"));
        prices.findInstance(settings.scorers().instance()).ifPresent(price -> {
            scorers.findEndpoint(EndpointKind.REALTIME).ifPresent(endpoint -> putInstances(values, "SAGEMAKER", price));
            scorers.findEndpoint(EndpointKind.ASYNC).ifPresent(endpoint -> {
                putInstances(values, "SAGEMAKER_ASYNC", price);
                values.put("ENGRAM_COST_SAGEMAKER_ASYNC_MINUTESTOSCALEIN", MINUTES_TO_SCALE_IN);
            });
        });
    }

    private static void putInstances(Map<String, String> values, String backend, String price) {
        values.put("ENGRAM_COST_" + backend + "_PERINSTANCEHOUR", price);
        values.put("ENGRAM_COST_" + backend + "_INSTANCES", "1");
        values.put("ENGRAM_COST_" + backend + "_CALLSPERINSTANCE", String.valueOf(ModelEndpoint.CALLS_PER_INSTANCE));
    }

    /** The network's addresses: the load balancer is in it, and nothing else can connect to a server. */
    private static String proxies() {
        String[] parts = NetworkStack.RANGE.split("[./]", -1);
        return parts[0] + "\\." + parts[1] + "\\.\\d{1,3}\\.\\d{1,3}";
    }

    private List<String> scoring() {
        List<String> backends = new ArrayList<>(List.of("lambda"));
        scorers.findEndpoint(EndpointKind.REALTIME).ifPresent(endpoint -> backends.add("sagemaker"));
        return backends;
    }

    private List<String> heatmaps() {
        List<String> backends = new ArrayList<>();
        scorers.findEndpoint(EndpointKind.REALTIME).ifPresent(endpoint -> backends.add("sagemaker"));
        if (scorers.functionComputesHeatmaps()) {
            backends.add("lambda");
        }
        scorers.findEndpoint(EndpointKind.ASYNC).ifPresent(endpoint -> backends.add("sagemaker-async"));
        return backends;
    }

    Map<String, Secret> secret() {
        Map<String, Secret> values = new TreeMap<>();
        values.put("ENGRAM_DATABASE_APPPASSWORD", value(data.secrets().application()));
        values.put("ENGRAM_DATABASE_OPERATORPASSWORD", value(data.secrets().operatorRole()));
        values.put("ENGRAM_SECRET", value(data.secrets().signing()));
        values.put("ENGRAM_OPERATOR_PASSWORD", value(data.secrets().operatorPassword()));
        values.put("ENGRAM_OPERATOR_KEYSECRET", value(data.secrets().operatorKey()));
        values.put("ENGRAM_METRICS_TOKEN", value(data.secrets().metrics()));
        return values;
    }

    private static Secret value(software.amazon.awscdk.services.secretsmanager.Secret secret) {
        return Secret.fromSecretsManager(secret);
    }
}
