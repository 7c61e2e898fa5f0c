package com.engram.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.ServedModel;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import com.engram.testing.fakes.FakeScorer;
import com.engram.training.CreateRatedSet.Created;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model of a tenant's own that SageMaker trains, by AWS's own client against a double of Step Functions. */
@DomainTest
class TrainOnSageMakerTest {

    private static final List<String> SETTINGS = List.of(
            "engram.training.stateMachine",
            "engram.training.region",
            "engram.training.endpoint",
            "engram.training.served",
            "aws.accessKeyId",
            "aws.secretAccessKey");

    private static final Duration POLL = Duration.ofSeconds(30);

    private static StepFunctionsDouble steps;

    private final CreateRatedSet create;
    private final RatedSets sets;
    private final RequestTraining request;
    private final RunTraining run;
    private final OwnModels models;
    private final DecideOnModel decide;
    private final PublishModels publish;
    private final ChooseModel chooseModel;
    private final FakeScorer scorer;
    private final FakeObjectStore store;
    private final TestTenants tenants;
    private final TestLibrary library;
    private final TenantId tenant;

    TrainOnSageMakerTest(
            CreateRatedSet create,
            RatedSets sets,
            RequestTraining request,
            RunTraining run,
            OwnModels models,
            DecideOnModel decide,
            PublishModels publish,
            ChooseModel chooseModel,
            FakeScorer scorer,
            FakeObjectStore store,
            TestTenants tenants,
            TestLibrary library) {
        this.create = create;
        this.sets = sets;
        this.request = request;
        this.run = run;
        this.models = models;
        this.decide = decide;
        this.publish = publish;
        this.chooseModel = chooseModel;
        this.scorer = scorer;
        this.store = store;
        this.tenants = tenants;
        this.library = library;
        this.tenant = tenants.open("pro");
    }

    @BeforeAll
    static void configure() throws IOException {
        steps = new StepFunctionsDouble();
        System.setProperty("engram.training.stateMachine", StepFunctionsDouble.STATE_MACHINE);
        System.setProperty("engram.training.region", "eu-central-1");
        System.setProperty("engram.training.endpoint", steps.address().toString());
        System.setProperty("engram.training.served", "served/");
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
    }

    @AfterAll
    static void forget() {
        SETTINGS.forEach(System::clearProperty);
        steps.close();
    }

    @Test
    void the_page_can_say_where_models_are_trained() {
        assertThat(request.findPlace()).contains(TrainingPlace.SAGEMAKER);
    }

    @Test
    void a_model_is_trained_in_spite_of_an_interruption_approved_served_and_pinned() throws Exception {
        UUID model = requested();

        assertThat(run.run(model)).as("started; ask again").contains(POLL);
        assertThat(run.run(model)).as("it trains").contains(POLL);
        assertThat(find(model).state()).isEqualTo(ModelState.RUNNING);
        complete(model, 1, 0.02, "Interrupted");
        assertThat(run.run(model)).isEmpty();

        OwnModel trained = find(model);
        assertThat(trained.state()).isEqualTo(ModelState.EVALUATED);
        assertThat(trained.model()).contains("own-1:abc");
        assertThat(trained.comparison().orElseThrow().difference().low()).isEqualTo(0.02);
        assertThat(store.keys())
                .as("what SageMaker read and wrote is gone")
                .noneMatch(key -> key.startsWith("training-"));

        assertThat(tenants.call(tenant, () -> decide.approve(model, Optional.of(new UUID(1, 2)))))
                .isEqualTo(DecideOnModel.Result.DONE);
        assertThat(sync())
                .as("the copy to the function's file system takes a while")
                .contains(Duration.ofMinutes(1));
        assertThat(store.keys())
                .contains("served/" + model + "/model.json", "served/" + model + "/weights.safetensors");
        scorer.serve(new ServedModel(new Model("own-1", "abc"), false, "mobilenet"));
        assertThat(sync()).isEmpty();
        assertThat(find(model).state()).isEqualTo(ModelState.ACTIVE);
        assertThat(tenants.call(tenant, () -> chooseModel.findModelOf(tenant))).contains("own-1:abc");

        tenants.call(tenant, () -> decide.withdraw(model, Optional.of(new UUID(1, 2))));
        sync();
        assertThat(store.keys()).noneMatch(key -> key.startsWith("served/" + model));
    }

    @Test
    void the_job_gets_the_ratings_and_a_list_of_the_originals() throws Exception {
        UUID model = requested();

        run.run(model);

        var input = steps.input(model + "-1");
        assertThat(input.getString("model")).isEqualTo(model.toString());
        assertThat(input.getInt("seconds")).isEqualTo(7200);
        assertThat(input.getJsonObject("hyperparameters").keySet())
                .containsExactlyInAnyOrder("name", "epochs", "draws", "device");
        JsonArray manifest = json(text(input.getString("manifest")));
        assertThat(manifest.getJsonObject(0).getString("prefix")).isEqualTo("s3://fake/");
        List<String> ratings = text(manifest.getString(1)).lines().toList();
        assertThat(manifest.getString(1))
                .as("one CSV file beside the images")
                .doesNotContain("/")
                .endsWith(".csv");
        assertThat(ratings).hasSize(101).first().isEqualTo("image,hit_rate,category,subcategory");
        assertThat(manifest).hasSize(102);
        for (int i = 2; i < manifest.size(); i++) {
            assertThat(store.keys()).contains(manifest.getString(i));
            assertThat(ratings.get(i - 1)).startsWith(manifest.getString(i) + ",");
        }
    }

    @Test
    void a_job_whose_machine_fails_is_started_again_and_its_checkpoints_are_found_by_the_model() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.fail(
                model + "-1",
                "{\"TrainingJobStatus\":\"Failed\",\"FailureReason\":\"InternalServerError: try again\"}");

        assertThat(run.run(model)).contains(POLL);

        assertThat(steps.input(model + "-2").getString("model"))
                .as("by which the state machine names the folder of the checkpoints")
                .isEqualTo(model.toString());
        complete(model, 2, 0.02, "Training");
        assertThat(run.run(model)).isEmpty();
        assertThat(find(model).state()).isEqualTo(ModelState.EVALUATED);
    }

    @Test
    void a_failure_of_the_engine_ends_the_training_with_its_reason() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.fail(
                model + "-1",
                "{\"TrainingJobStatus\":\"Failed\",\"FailureReason\":\"AlgorithmError: Unknown hyperparameter\"}");

        assertThat(run.run(model)).isEmpty();

        assertThat(find(model).state()).isEqualTo(ModelState.FAILED);
        assertThat(find(model).failure()).contains(TrainingFailure.PROCESS_FAILED);
        assertThat(find(model).failureDetail()).isEqualTo("AlgorithmError: Unknown hyperparameter");
        assertThat(store.keys()).noneMatch(key -> key.startsWith("training-" + model));
    }

    @Test
    void three_failures_of_machines_end_the_training() throws Exception {
        UUID model = requested();
        run.run(model);
        for (int attempt = 1; attempt <= 3; attempt++) {
            steps.fail(model + "-" + attempt, "no JSON");
            assertThat(run.run(model).isPresent()).isEqualTo(attempt < 3);
        }

        assertThat(find(model).failureDetail()).isEqualTo("States.TaskFailed: no JSON");
    }

    @Test
    void a_job_that_waits_or_trains_too_long_counts_as_too_slow() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.fail(model + "-1", "{\"TrainingJobStatus\":\"Stopped\",\"SecondaryStatus\":\"MaxWaitTimeExceeded\"}");

        assertThat(run.run(model)).isEmpty();

        assertThat(find(model).failure()).contains(TrainingFailure.TOO_SLOW);
    }

    @Test
    void a_server_that_dies_before_it_starts_the_run_loses_nothing() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.forget(model + "-1");

        assertThat(run.run(model)).contains(POLL);

        assertThat(steps.status(model + "-1")).isEqualTo("RUNNING");
    }

    @Test
    void an_outage_of_step_functions_fails_no_training() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.setDown(true);
        try {
            assertThatThrownBy(() -> run.run(model))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("Step Functions failed to look for the training");
        } finally {
            steps.setDown(false);
        }

        assertThat(run.run(model)).contains(POLL);
        assertThat(find(model).state()).isEqualTo(ModelState.RUNNING);
    }

    @Test
    void the_run_of_an_erased_tenant_is_stopped_and_its_files_are_deleted() throws Exception {
        UUID model = requested();
        run.run(model);
        TestLibrary.update("delete from own_model where id = ?", model);

        assertThat(run.run(model)).isEmpty();

        assertThat(steps.status(model + "-1")).isEqualTo("ABORTED");
        assertThat(store.keys()).noneMatch(key -> key.startsWith("training-" + model));
    }

    @Test
    void a_job_that_writes_no_comparison_fails() throws Exception {
        UUID model = requested();
        run.run(model);
        steps.succeed(model + "-1", "{\"ModelArtifacts\":{\"S3ModelArtifacts\":\"s3://fake/training-output/none\"}}");

        assertThat(run.run(model)).isEmpty();

        assertThat(find(model).failureDetail()).startsWith("The training wrote no model");
    }

    private UUID requested() {
        library.fill(tenant, 100);
        UUID set = tenants.call(
                tenant,
                () -> ((Created) create.create(
                                new CreateRatedSet.Request("Campaigns", "I agree.", new UUID(1, 2)),
                                TestLibrary.ratings(100),
                                Set.of()))
                        .id());
        assertThat(tenants.call(tenant, () -> sets.findSet(set)).orElseThrow().isTrainable())
                .isTrue();
        return ((RequestTraining.Requested) tenants.call(tenant, () -> request.request(set))).model();
    }

    /** The job has written a model, and Step Functions passes its description on. */
    private void complete(UUID model, int attempt, double low, String transition) {
        String files = "training-output/engram-own-" + model + "-" + attempt + "/output/model";
        Map.of(
                        "weights.safetensors", "{}",
                        "card.json", "{}",
                        "figures.json", "{}",
                        "model.json", "{\"name\":\"own-1\",\"version\":\"abc\"}",
                        "comparison.json", """
                        {"images":100,"activeModel":"engram:1","candidate":{"value":0.5,"low":0.4,"high":0.6},
                         "active":{"value":0.4,"low":0.3,"high":0.5},"difference":{"value":0.1,"low":%s,"high":0.18}}
                        """.formatted(low))
                .forEach((name, text) -> store.put(files + "/" + name, text.getBytes(StandardCharsets.UTF_8)));
        steps.succeed(model + "-" + attempt, """
                {"TrainingJobStatus":"Completed","ModelArtifacts":{"S3ModelArtifacts":"s3://fake/%s"},
                 "SecondaryStatusTransitions":[{"Status":"Starting"},{"Status":"%s"},{"Status":"Completed"}],
                 "FinalMetricDataList":[{"MetricName":"heldout_rho","Value":0.5,"Timestamp":1.7E12}]}
                """.formatted(files, transition));
    }

    private String text(String key) {
        return store.findText(key).orElseThrow();
    }

    private static JsonArray json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readArray();
        }
    }

    private OwnModel find(UUID model) {
        return tenants.call(tenant, () -> models.findModel(model)).orElseThrow();
    }

    private Optional<Duration> sync() {
        return tenants.callAsOperator(publish::sync);
    }
}
