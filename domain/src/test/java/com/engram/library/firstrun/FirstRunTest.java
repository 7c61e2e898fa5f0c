package com.engram.library.firstrun;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.AnalysisState;
import com.engram.analysis.queue.Lease;
import com.engram.database.Database;
import com.engram.images.Images;
import com.engram.images.upload.ReceiveImage.UploadRequest;
import com.engram.library.Projects;
import com.engram.library.firstrun.FirstSteps.Steps;
import com.engram.library.firstrun.SampleProject.SampleFile;
import com.engram.plans.usage.CreditAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestPeople;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first steps go away when they are done or dismissed. The sample project costs nothing and comes once. */
@DomainTest
class FirstRunTest {

    private final FirstSteps firstSteps;
    private final SampleProject sampleProject;
    private final Projects projects;
    private final Images allImages;
    private final CreditAllowance allowance;
    private final Database database;
    private final InTransaction inTransaction;
    private final TestImages images;
    private final TestPeople people;
    private final TestQueue queue;
    private final TestTenants tenants;
    private final TenantId tenant;
    private final UUID ann;

    FirstRunTest(
            FirstSteps firstSteps,
            SampleProject sampleProject,
            Projects projects,
            Images allImages,
            CreditAllowance allowance,
            Database database,
            InTransaction inTransaction,
            TestImages images,
            TestPeople people,
            TestQueue queue,
            TestTenants tenants) {
        this.firstSteps = firstSteps;
        this.sampleProject = sampleProject;
        this.projects = projects;
        this.allImages = allImages;
        this.allowance = allowance;
        this.database = database;
        this.inTransaction = inTransaction;
        this.images = images;
        this.people = people;
        this.queue = queue;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
        this.ann = people.add(tenant, "ann@example.com", "owner");
    }

    @Test
    void the_steps_are_done_one_by_one_and_then_go_away() {
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann))).contains(new Steps(false, false, false));

        images.upload(tenant);
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann))).contains(new Steps(true, false, false));

        tenants.run(tenant, () -> firstSteps.recordComparison(ann));
        tenants.run(tenant, () -> firstSteps.recordComparison(ann));
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann))).contains(new Steps(true, true, false));

        people.add(tenant, "ben@example.com", "member");
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann))).isEmpty();
    }

    @Test
    void a_person_dismisses_the_steps_for_themselves_only() {
        UUID ben = people.add(tenant, "ben@example.com", "member");

        tenants.run(tenant, () -> firstSteps.dismiss(ann));

        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann))).isEmpty();
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ben))).isPresent();
    }

    @Test
    void the_sample_project_is_scored_at_no_charge_even_when_the_allowance_is_used_up(@TempDir Path folder) {
        useUpTheAllowance();

        assertThat(create(folder)).isInstanceOf(SampleProject.Created.class);

        List<Lease> leases = queue.pick(10);
        assertThat(leases).hasSize(2);
        queue.record(leases.get(0), TestQueue.scored("aa"));
        queue.record(leases.get(1), TestQueue.scored("bb"));
        assertThat(leases).allSatisfy(lease -> {
            assertThat(queue.get(tenant, lease.analysis()).state()).isEqualTo(AnalysisState.DONE);
            assertThat(queue.get(tenant, lease.analysis()).credits()).contains(0);
        });
        assertThat(tenants.call(tenant, allowance::usage).used()).isEqualTo(100);
        assertThat(tenants.call(tenant, allowance::usage).reserved()).isZero();
        assertThat(tenants.call(tenant, () -> firstSteps.findOpen(ann)))
                .as("samples are no upload")
                .contains(new Steps(false, false, false));
    }

    @Test
    void the_sample_project_comes_once_and_is_deleted_with_its_images(@TempDir Path folder) {
        create(folder);
        UUID own = images.upload(tenant);
        assertThat(create(folder)).isInstanceOf(SampleProject.AlreadyCreated.class);
        assertThat(tenants.call(tenant, sampleProject::findProject)).isPresent();

        assertThat(tenants.call(tenant, sampleProject::delete)).isTrue();

        assertThat(tenants.call(tenant, sampleProject::findProject)).isEmpty();
        assertThat(tenants.call(tenant, projects::listProjects)).isEmpty();
        assertThat(tenants.call(tenant, () -> allImages.findImage(own))).isPresent();
        assertThat(count("select count(*) from image")).isEqualTo(1);
        assertThat(tenants.call(tenant, sampleProject::delete)).isFalse();
        assertThat(tenants.call(tenant, sampleProject::isAvailable)).isFalse();
        assertThat(create(folder)).isInstanceOf(SampleProject.AlreadyCreated.class);
    }

    @Test
    void another_account_has_its_own_sample_project(@TempDir Path folder) {
        create(folder);
        TenantId other = tenants.open("free");

        assertThat(tenants.call(other, sampleProject::isAvailable)).isTrue();
        assertThat(tenants.call(other, sampleProject::findProject)).isEmpty();
        assertThat(tenants.call(other, sampleProject::delete)).isFalse();
        assertThat(tenants.call(tenant, sampleProject::findProject)).isPresent();
    }

    private SampleProject.Result create(Path folder) {
        List<SampleFile> files = List.of(file(folder, "coffee.jpg"), file(folder, "shore.jpg"));
        return tenants.call(tenant, () -> sampleProject.create("Sample project", files));
    }

    private static SampleFile file(Path folder, String name) {
        try {
            Path file = Files.writeString(folder.resolve(name), "bytes of " + name);
            return new SampleFile(new UploadRequest(name, "image/jpeg", Files.size(file)), file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void useUpTheAllowance() {
        tenants.run(
                tenant,
                () -> inTransaction.call(() -> database.sql("""
                    insert into usage_period (tenant_id, starts_on, used) values (:tenant, :start, 100)
                    on conflict (tenant_id, starts_on) do update set used = 100
                    """)
                        .bind("tenant", tenant)
                        .bind("start", allowance.period())
                        .update()));
    }

    private long count(String sql) {
        return tenants.call(
                tenant, () -> inTransaction.call(() -> database.sql(sql).get(Long.class)));
    }
}
