package com.engram.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.ServedModel;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeObjectStore;
import com.engram.testing.fakes.FakeScorer;
import com.engram.training.CreateRatedSet.Created;
import com.engram.training.ModelComparison.Verdict;
import com.engram.training.RequestTraining.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.io.file.PathUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model of a tenant's own, from its training on. The training is a script that writes what the engine writes. */
@DomainTest
class OwnModelTest {

    private static final List<String> SETTINGS =
            List.of("engram.training.command", "engram.training.folder", "engram.training.models");

    private static Path root;

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
    private final TenantId other;

    OwnModelTest(
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
        this.other = tenants.open("pro");
    }

    @BeforeAll
    static void configure() throws IOException {
        root = Files.createTempDirectory("own-models-");
        System.setProperty("engram.training.command", root.resolve("train").toString());
        System.setProperty("engram.training.folder", root.resolve("jobs").toString());
        System.setProperty("engram.training.models", root.resolve("models").toString());
    }

    @AfterAll
    static void forget() throws IOException {
        SETTINGS.forEach(System::clearProperty);
        PathUtils.deleteDirectory(root);
    }

    @AfterEach
    void empty() throws IOException {
        PathUtils.cleanDirectory(root);
    }

    @Test
    void a_better_model_is_trained_approved_served_and_pinned_to_its_tenant_only() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID model = requested(dataSet(tenant));
        assertThat(find(tenant, model).state()).isEqualTo(ModelState.QUEUED);

        assertThat(run.run(model)).isEmpty();

        OwnModel trained = find(tenant, model);
        assertThat(trained.state()).isEqualTo(ModelState.EVALUATED);
        assertThat(trained.comparison()).hasValueSatisfying(comparison -> {
            assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
            assertThat(comparison.images()).isEqualTo(100);
            assertThat(comparison.difference()).isEqualTo(new ModelComparison.Estimate(0.1, 0.02, 0.18));
        });
        assertThat(store.keys()).contains("model-" + model);
        assertThat(root.resolve("jobs/" + model)).as("the images are deleted").doesNotExist();

        assertThat(approve(tenant, model)).isEqualTo(DecideOnModel.Result.DONE);
        assertThat(sync()).as("no backend serves it yet").isTrue();
        assertThat(find(tenant, model).state()).isEqualTo(ModelState.PUBLISHING);
        assertThat(root.resolve("models/" + model + "/model.json")).exists();
        String name = trained.model().orElseThrow();
        scorer.serve(
                new ServedModel(new Model("engram", "1"), true, ""),
                new ServedModel(new Model(name.substring(0, name.indexOf(':')), "abc"), false, ""));
        assertThat(sync()).isFalse();

        assertThat(find(tenant, model).state()).isEqualTo(ModelState.ACTIVE);
        assertThat(modelOf(tenant)).contains(name);
        assertThat(modelOf(other)).isEmpty();

        assertThat(tenants.call(tenant, () -> decide.withdraw(model, Optional.of(new UUID(1, 2)))))
                .isEqualTo(DecideOnModel.Result.DONE);
        sync();
        assertThat(modelOf(tenant)).as("the default model again").isEmpty();
        assertThat(root.resolve("models/" + model)).doesNotExist();
    }

    @Test
    void the_next_model_replaces_the_first_and_both_decisions_are_kept() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID set = dataSet(tenant);
        UUID first = evaluated(set);
        approve(tenant, first);
        UUID second = evaluated(set);

        assertThat(approve(tenant, second)).isEqualTo(DecideOnModel.Result.DONE);

        sync();
        assertThat(find(tenant, first).state()).isEqualTo(ModelState.WITHDRAWN);
        assertThat(find(tenant, second).state()).isEqualTo(ModelState.PUBLISHING);
        assertThat(root.resolve("models/" + first)).doesNotExist();
        assertThat(root.resolve("models/" + second)).exists();
    }

    @Test
    void a_model_that_is_worse_than_the_default_model_cannot_be_approved() throws Exception {
        training(-0.2, -0.3, -0.1);
        UUID model = evaluated(dataSet(tenant));

        assertThat(find(tenant, model).comparison().orElseThrow().verdict()).isEqualTo(Verdict.WORSE);
        assertThat(approve(tenant, model)).isEqualTo(DecideOnModel.Result.NOT_ALLOWED);
        assertThat(tenants.callAsOperator(() -> decide.approve(model, Optional.empty())))
                .isEqualTo(DecideOnModel.Result.NOT_ALLOWED);
        assertThat(tenants.call(tenant, () -> decide.discard(model, Optional.empty())))
                .isEqualTo(DecideOnModel.Result.DONE);
    }

    @Test
    void the_operator_approves_for_a_tenant_and_another_tenant_sees_nothing() throws Exception {
        training(0.1, -0.02, 0.2);
        UUID model = evaluated(dataSet(tenant));

        assertThat(tenants.call(other, () -> models.findModel(model))).isEmpty();
        assertThat(approve(other, model)).isEqualTo(DecideOnModel.Result.NOT_FOUND);
        assertThat(tenants.callAsOperator(models::listModels))
                .singleElement()
                .satisfies(shown -> assertThat(shown.tenantName()).isEqualTo("Test pro"));
        assertThat(tenants.callAsOperator(() -> decide.approve(model, Optional.empty())))
                .as("undecided is allowed")
                .isEqualTo(DecideOnModel.Result.DONE);
        assertThat(find(tenant, model).state()).isEqualTo(ModelState.PUBLISHING);
    }

    @Test
    void a_lost_folder_of_an_active_model_is_restored_and_folders_of_the_operator_stay() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID model = evaluated(dataSet(tenant));
        approve(tenant, model);
        Files.createDirectories(root.resolve("models/by-hand"));
        sync();
        PathUtils.deleteDirectory(root.resolve("models/" + model));

        sync();

        assertThat(root.resolve("models/" + model + "/weights.safetensors")).exists();
        assertThat(root.resolve("models/by-hand")).exists();
    }

    @Test
    void the_process_gets_the_ratings_and_nothing_of_the_servers_environment() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID model = requested(dataSet(tenant));

        run.run(model);

        assertThat(Files.readAllLines(root.resolve("ratings.csv")))
                .hasSize(101)
                .contains("image,hit_rate,category,subcategory");
        assertThat(Files.readAllLines(root.resolve("environment")).stream()
                        .map(line -> line.replaceFirst("=.*", ""))
                        .filter(name -> !name.matches("PWD|OLDPWD|SHLVL|_")))
                .isSubsetOf(
                        "PATH",
                        "LANG",
                        "GLIBC_TUNABLES",
                        "TMPDIR",
                        "OMP_NUM_THREADS",
                        "OMP_WAIT_POLICY",
                        "GOMP_SPINCOUNT");
        assertThat(System.getenv()).as("the server has more").containsKey("HOME");
    }

    @Test
    void a_process_that_fails_three_times_ends_the_training() throws Exception {
        script("echo out of memory; exit 3");
        UUID model = requested(dataSet(tenant));

        assertThat(run.run(model)).isPresent();
        assertThat(run.run(model)).isPresent();
        assertThat(run.run(model)).isEmpty();

        OwnModel failed = find(tenant, model);
        assertThat(failed.state()).isEqualTo(ModelState.FAILED);
        assertThat(failed.failure()).contains(TrainingFailure.PROCESS_FAILED);
        assertThat(failed.failureDetail()).isEqualTo("Exit 3: out of memory");
        assertThat(run.run(model)).as("nothing more to do").isEmpty();
    }

    @Test
    void a_training_whose_images_were_deleted_fails() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID model = requested(dataSet(tenant));
        TestLibrary.update("delete from image where filename = '3.jpg'");

        assertThat(run.run(model)).isEmpty();

        assertThat(find(tenant, model).failure()).contains(TrainingFailure.TOO_FEW_IMAGES);
    }

    @Test
    void one_training_at_a_time_of_a_tenant_and_of_a_machine() throws Exception {
        script("touch ../../started; while [ ! -e ../../go ]; do sleep 0.05; done; exit 1");
        UUID set = dataSet(tenant);
        UUID model = requested(set);
        UUID others = requestedBy(other, dataSet(other));
        Thread first = new Thread(() -> {
            try {
                run.run(model);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        first.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(root.resolve("started")));

        assertThat(tenants.call(tenant, () -> request.request(set)))
                .isEqualTo(new RequestTraining.Refused(Reason.ALREADY_RUNNING));
        assertThat(run.run(others)).as("the machine is busy").contains(Duration.ofSeconds(30));

        Files.createFile(root.resolve("go"));
        first.join();
    }

    @Test
    void a_training_is_refused_for_unknown_or_small_data_sets() {
        UUID set = dataSet(tenant);
        assertThat(tenants.call(other, () -> request.request(set)))
                .isEqualTo(new RequestTraining.Refused(Reason.NOT_FOUND));
        TestLibrary.update("update image set state = 'STORED' where filename = '3.jpg'");

        assertThat(tenants.call(tenant, () -> request.request(set)))
                .isEqualTo(new RequestTraining.Refused(Reason.TOO_FEW_IMAGES));
    }

    @Test
    void files_of_an_erased_tenant_are_deleted() throws Exception {
        training(0.1, 0.02, 0.18);
        UUID model = evaluated(dataSet(tenant));

        tenants.callAsOperator(() -> {
            models.deleteFilesOf(tenant);
            return true;
        });

        assertThat(store.keys()).doesNotContain("model-" + model);
    }

    private UUID dataSet(TenantId of) {
        library.fill(of, 100);
        return tenants.call(
                of,
                () -> ((Created) create.create(
                                new CreateRatedSet.Request("Campaigns", "I agree.", new UUID(1, 2)),
                                TestLibrary.ratings(100),
                                Set.of()))
                        .id());
    }

    private UUID requested(UUID set) {
        return requestedBy(tenant, set);
    }

    private UUID requestedBy(TenantId of, UUID set) {
        return ((RequestTraining.Requested) tenants.call(of, () -> request.request(set))).model();
    }

    private UUID evaluated(UUID set) throws InterruptedException {
        UUID model = requested(set);
        run.run(model);
        assertThat(find(tenant, model).state()).isEqualTo(ModelState.EVALUATED);
        return model;
    }

    private OwnModel find(TenantId of, UUID model) {
        return tenants.call(of, () -> models.findModel(model)).orElseThrow();
    }

    private DecideOnModel.Result approve(TenantId of, UUID model) {
        return tenants.call(of, () -> decide.approve(model, Optional.of(new UUID(1, 2))));
    }

    /** Whether something is left to do. */
    private boolean sync() {
        return tenants.callAsOperator(() -> publish.sync().isPresent());
    }

    private Optional<String> modelOf(TenantId of) {
        return tenants.call(of, () -> chooseModel.findModelOf(of));
    }

    /** A training whose model differs from the default model by that much. */
    private static void training(double difference, double low, double high) throws IOException {
        script(String.format(Locale.ROOT, """
                env > ../../environment
                cp "$2" ../../ratings.csv
                mkdir "$4"
                for file in weights.safetensors card.json figures.json; do echo {} > "$4/$file"; done
                echo '{"name":"'"$6"'","version":"abc"}' > "$4/model.json"
                echo '{"images":100,"activeModel":"engram:1","candidate":{"value":0.5,"low":0.4,"high":0.6},
                  "active":{"value":0.4,"low":0.3,"high":0.5},"difference":{"value":%s,"low":%s,"high":%s}}' > "$4/comparison.json"
                """, difference, low, high));
    }

    private static void script(String text) throws IOException {
        Path file = root.resolve("train");
        Files.writeString(file, "#!/bin/sh\nset -e\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
