package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrainingStackTest {
    private final Installation standard = Synthesized.standard();
    private final Installation all = Synthesized.allChoices();

    @Test
    void training_runs_on_spot_instances_and_resumes_from_checkpoints() throws Exception {
        JsonNode job = state(standard, "Train").path("Parameters");

        assertThat(job.path("EnableManagedSpotTraining").asBoolean()).isTrue();
        assertThat(job.at("/CheckpointConfig/LocalPath").asText()).isEqualTo("/opt/ml/checkpoints");
        assertThat(job.at("/StoppingCondition/MaxWaitTimeInSeconds").asInt())
                .isGreaterThan(job.at("/StoppingCondition/MaxRuntimeInSeconds").asInt());
        assertThat(job.path("EnableNetworkIsolation").asBoolean()).isTrue();
        assertThat(job.at("/InputDataConfig/0/ChannelName").asText()).isEqualTo("training");
    }

    @Test
    void the_figures_of_a_training_become_metrics() throws Exception {
        JsonNode metrics = state(standard, "Train")
                .path("Parameters")
                .path("AlgorithmSpecification")
                .path("MetricDefinitions");

        assertThat(metrics).as("SageMaker takes 40 at most").hasSizeBetween(8, 40);
        // SageMakerTrainingTest applies these expressions to what a real training prints.
        for (JsonNode metric : metrics) {
            String name = metric.path("Name").asText();
            assertThat(metric.path("Regex").asText()).isEqualTo("metric " + name + "=(-?[0-9.]+)");
        }
    }

    @Test
    void a_model_that_is_not_better_is_not_registered() throws Exception {
        JsonNode choice = state(standard, "IsBetter");

        assertThat(choice.path("Default").asText()).isEqualTo("NotBetter");
        assertThat(choice.at("/Choices/0/NumericGreaterThanPath").asText())
                .isEqualTo("$.evaluation.figures.active.rho");
    }

    @Test
    void a_model_is_rolled_out_after_an_approval_only() throws Exception {
        assertThat(state(standard, "Register")
                        .at("/Parameters/ModelApprovalStatus")
                        .asText())
                .isEqualTo("PendingManualApproval");
        JsonNode approval = state(standard, "AwaitApproval");
        assertThat(approval.path("Resource").asText()).isEqualTo("arn:aws:states:::sns:publish.waitForTaskToken");
        assertThat(approval.at("/Catch/0/Next").asText()).isEqualTo("Refuse");
        assertThat(approval.path("Next").asText()).isEqualTo("Approve");
        assertThat(approval.path("TimeoutSeconds").asInt()).isEqualTo(604_800);
    }

    @Test
    void an_asynchronous_endpoint_keeps_the_place_of_its_responses() throws Exception {
        assertThat(state(standard, "ConfigureEndpoint")
                        .at("/Parameters/AsyncInferenceConfig/OutputConfig/S3OutputPath")
                        .asText())
                .isEqualTo("s3://engram-images-123456789012-eu-central-1/response/");
    }

    @Test
    void every_placeholder_of_the_definition_has_a_value() throws Exception {
        for (Installation installation : new Installation[] {standard, all}) {
            for (JsonNode resource : installation.resources("AWS::StepFunctions::StateMachine")) {
                JsonNode machine = resource.path("Properties");
                TreeSet<String> used = new TreeSet<>();
                Pattern.compile("\\$\\{(\\w+)}")
                        .matcher(machine.path("DefinitionString").asText())
                        .results()
                        .forEach(found -> used.add(found.group(1)));
                TreeSet<String> given = new TreeSet<>();
                machine.path("DefinitionSubstitutions").fieldNames().forEachRemaining(given::add);

                assertThat(used).isEqualTo(given);
            }
        }
    }

    @Test
    void models_of_accounts_own_are_trained_only_where_the_function_can_serve_them() {
        assertThat(standard.resources("AWS::StepFunctions::StateMachine")).hasSize(1);
        assertThat(ServerStackTest.environment(standard).get("plain")).doesNotContain("ENGRAM_TRAINING_STATEMACHINE");
        assertThat(all.resources("AWS::StepFunctions::StateMachine")).hasSize(2);
        assertThat(ServerStackTest.environment(all).get("plain"))
                .contains("ENGRAM_TRAINING_STATEMACHINE", "ENGRAM_TRAINING_REGION", "ENGRAM_TRAINING_SERVED");
    }

    @Test
    void a_training_of_an_accounts_own_model_reads_a_list_of_images_and_goes_on_from_its_checkpoints()
            throws Exception {
        JsonNode job = ownTraining().path("Parameters");

        assertThat(job.at("/InputDataConfig/0/DataSource/S3DataSource/S3DataType")
                        .asText())
                .isEqualTo("ManifestFile");
        assertThat(job.path("EnableManagedSpotTraining").asBoolean()).isTrue();
        assertThat(job.path("EnableNetworkIsolation").asBoolean()).isTrue();
        assertThat(job.at("/CheckpointConfig/S3Uri.$").asText())
                .as("by the model, not by the execution: another attempt goes on from them")
                .endsWith("/training-checkpoints/{}/', $.model)");
        assertThat(job.at("/CheckpointConfig/LocalPath").asText()).isEqualTo("/opt/ml/checkpoints");
        assertThat(job.at("/OutputDataConfig/CompressionType").asText())
                .as("the server reads the files of the model, not an archive")
                .isEqualTo("NONE");
        assertThat(job.at("/AlgorithmSpecification/MetricDefinitions"))
                .isEqualTo(state(standard, "Train").at("/Parameters/AlgorithmSpecification/MetricDefinitions"));
        assertThat(ownTraining().at("/Retry/0/ErrorEquals/0").asText()).isEqualTo("SageMaker.AmazonSageMakerException");
    }

    /** The name of a job may have 63 characters. */
    @Test
    void the_name_of_a_job_is_short_enough() throws Exception {
        String format = ownTraining().at("/Parameters/TrainingJobName.$").asText();
        assertThat(format).isEqualTo("States.Format('${Name}-own-{}', $$.Execution.Name)");
        String run = new UUID(1, 2) + "-3";

        assertThat("engram-own-" + run).hasSizeLessThanOrEqualTo(63);
    }

    private JsonNode ownTraining() throws Exception {
        String definition = all.properties("AWS::StepFunctions::StateMachine", "Training/OwnModels")
                .path("DefinitionString")
                .asText();
        return Installation.JSON.readTree(definition).at("/States/Train");
    }

    private static JsonNode state(Installation installation, String name) throws Exception {
        String definition = installation
                .properties("AWS::StepFunctions::StateMachine", "Training/Steps")
                .path("DefinitionString")
                .asText();
        JsonNode state = Installation.JSON.readTree(definition).path("States").path(name);
        assertThat(state.isMissingNode()).as(name).isFalse();
        return state;
    }

    @Test
    void executions_are_logged_and_traced() {
        JsonNode machine = standard.properties("AWS::StepFunctions::StateMachine");

        assertThat(machine.at("/LoggingConfiguration/Level").asText()).isEqualTo("ALL");
        assertThat(machine.at("/TracingConfiguration/Enabled").asBoolean()).isTrue();
    }
}
