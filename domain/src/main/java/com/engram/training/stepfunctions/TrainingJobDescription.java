package com.engram.training.stepfunctions;

import com.engram.training.ManagedTraining.Failed;
import com.engram.training.ManagedTraining.State;
import com.engram.training.ManagedTraining.Trained;
import com.engram.training.TrainingFailure;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SageMaker's description of a training job, which Step Functions passes on: as the output of an execution that succeeded, and as the
 * cause of one that failed.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html">its members</a>
 */
record TrainingJobDescription(JsonObject json) {

    private static final int MAX_REASON = 1_000;

    /** The limits that a job can exceed. */
    private static final Set<String> TOO_SLOW = Set.of("MaxRuntimeExceeded", "MaxWaitTimeExceeded");

    /** The engine itself ended with a failure: it would do so again. */
    private static final String BY_ENGINE = "AlgorithmError";

    /** Reads a description; an empty one from a text that is none. */
    static TrainingJobDescription parse(@Nullable String text) {
        if (text == null) {
            return new TrainingJobDescription(JsonValue.EMPTY_JSON_OBJECT);
        }
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return new TrainingJobDescription(reader.readObject());
        } catch (JsonException e) {
            return new TrainingJobDescription(JsonValue.EMPTY_JSON_OBJECT);
        }
    }

    /** Of a job that has completed. */
    State ofCompleted() {
        JsonObject artifacts = json.getJsonObject("ModelArtifacts");
        if (artifacts == null) {
            return new Failed(TrainingFailure.PROCESS_FAILED, true, "The job names no model");
        }
        String files =
                URI.create(artifacts.getString("S3ModelArtifacts")).getPath().substring(1);
        return new Trained(files.endsWith("/") ? files : files + "/", interruptions(), figures());
    }

    private int interruptions() {
        return json.containsKey("SecondaryStatusTransitions")
                ? (int) json.getJsonArray("SecondaryStatusTransitions").getValuesAs(JsonObject.class).stream()
                        .filter(transition -> transition.getString("Status", "").equals("Interrupted"))
                        .count()
                : 0;
    }

    private String figures() {
        return json.containsKey("FinalMetricDataList")
                ? json.getJsonArray("FinalMetricDataList").getValuesAs(JsonObject.class).stream()
                        .map(metric -> String.format(
                                Locale.ROOT,
                                "%s %.4f",
                                metric.getString("MetricName", ""),
                                metric.getJsonNumber("Value").doubleValue()))
                        .collect(Collectors.joining(", "))
                : "no figures";
    }

    /** Of a job that has failed or was not created. */
    State ofFailed(String error, String cause) {
        if (TOO_SLOW.contains(json.getString("SecondaryStatus", ""))) {
            return new Failed(TrainingFailure.TOO_SLOW, false, json.getString("SecondaryStatus"));
        }
        String reason = json.getString("FailureReason", error + ": " + cause);
        return new Failed(
                TrainingFailure.PROCESS_FAILED,
                !reason.startsWith(BY_ENGINE),
                reason.substring(0, Math.min(reason.length(), MAX_REASON)));
    }
}
