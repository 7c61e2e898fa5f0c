package com.engram.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.plans.ManagePlans.VersionTenants;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestPlans;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans and their versions. */
@DomainTest
class ManagePlansTest {

    private final ManagePlans managePlans;
    private final MoveToPlanVersion moveToPlanVersion;
    private final Plans plans;
    private final TestPlans testPlans;
    private final TestTenants tenants;

    ManagePlansTest(
            ManagePlans managePlans,
            MoveToPlanVersion moveToPlanVersion,
            Plans plans,
            TestPlans testPlans,
            TestTenants tenants) {
        this.managePlans = managePlans;
        this.moveToPlanVersion = moveToPlanVersion;
        this.plans = plans;
        this.testPlans = testPlans;
        this.tenants = tenants;
    }

    @Test
    void every_term_is_stored_and_copied_to_the_version() {
        PlanTerms terms = new PlanTerms(
                1, true, 2L, 3, 4, true, 5, 6, OveragePolicy.METERED, 7, "USD", BillingInterval.YEAR, 8, 9, 10);
        PlanDefinition definition = new PlanDefinition("all-terms", "All terms", true, terms);

        tenants.callAsOperator(() -> managePlans.add(definition));

        TenantId tenant = tenants.open("all-terms");
        assertThat(offer("all-terms").definition()).isEqualTo(definition);
        assertThat(planOf(tenant).definition()).isEqualTo(definition);
    }

    @Test
    void the_larger_plans_accept_every_image_that_the_worker_reads() {
        TenantId tenant = tenants.open("starter");

        assertThat(planOf(tenant).maxMegapixels()).contains(250);
        for (String code : List.of("starter", "pro", "pro-yearly", "business", "unlimited")) {
            assertThat(offer(code).maxMegapixels()).as(code).contains(250);
        }
        assertThat(offer("free").maxMegapixels()).contains(50);
        assertThat(offer("try-it").maxMegapixels()).contains(30);
    }

    @Test
    void a_code_is_used_once() {
        assertThat(tenants.callAsOperator(() -> managePlans.add(
                        TestPlans.definition("pro", TestTerms.unlimited().build()))))
                .isFalse();
    }

    @Test
    void a_tenant_keeps_its_terms_until_the_operator_moves_it() {
        testPlans.add("growing", TestTerms.monthlyImages(10).price(1000));
        TenantId early = tenants.open("growing");

        testPlans.change("growing", TestTerms.monthlyImages(3));

        TenantId late = tenants.open("growing");
        assertThat(planOf(early).monthlyImages()).contains(10);
        assertThat(planOf(late).monthlyImages()).contains(3);
        assertThat(tenants.callAsOperator(() -> plans.listVersions("growing")))
                .extracting(version -> version.monthlyImages().orElseThrow())
                .containsExactly(3, 10);

        assertThat(tenants.callAsOperator(() -> managePlans.moveTenantsToCurrentVersion("growing")))
                .isEqualTo(1);
        assertThat(planOf(early).monthlyImages()).contains(3);
    }

    @Test
    void a_tenant_can_be_given_an_older_version() {
        testPlans.add("growing", TestTerms.monthlyImages(10));
        testPlans.change("growing", TestTerms.monthlyImages(3));
        TenantId tenant = tenants.open("free");

        tenants.run(tenant, () -> moveToPlanVersion.move(tenant, "growing", 1));

        assertThat(planOf(tenant).version()).isEqualTo(1);
        assertThat(planOf(tenant).monthlyImages()).contains(10);
    }

    @Test
    void a_preview_tells_a_change_of_terms_from_a_change_of_name() {
        testPlans.add("growing", TestTerms.monthlyImages(10));
        tenants.open("growing");
        tenants.open("growing");

        assertThat(createsNewVersion(TestPlans.definition(
                        "growing", TestTerms.monthlyImages(20).build())))
                .isTrue();
        assertThat(createsNewVersion(new PlanDefinition(
                        "growing", "Renamed", false, TestTerms.monthlyImages(10).build())))
                .isFalse();
        assertThat(tenants.callAsOperator(() -> managePlans.listTenantsByVersion("growing")))
                .containsExactly(new VersionTenants(1, 2));
        assertThat(offer("growing").monthlyImages()).contains(10);
    }

    @Test
    void a_new_name_applies_to_all_versions_and_starts_none() {
        testPlans.add("growing", TestTerms.monthlyImages(10));
        TenantId tenant = tenants.open("growing");

        tenants.callAsOperator(() -> managePlans.change(new PlanDefinition(
                "growing", "Renamed", false, TestTerms.monthlyImages(10).build())));

        assertThat(offer("growing").version()).isEqualTo(1);
        assertThat(planOf(tenant).name()).isEqualTo("Renamed");
        assertThat(planOf(tenant).isPublic()).isFalse();
    }

    @Test
    void an_archived_plan_is_not_for_sale_until_it_is_restored() {
        testPlans.add("growing", TestTerms.monthlyImages(10));
        TenantId tenant = tenants.open("growing");

        setArchived(true);

        assertThat(offer("growing").isArchived()).isTrue();
        assertThat(tenants.callAsOperator(plans::listForSale)).noneMatch(this::isGrowing);
        assertThat(planOf(tenant).code()).isEqualTo("growing");
        setArchived(false);
        assertThat(tenants.callAsOperator(plans::listForSale)).anyMatch(this::isGrowing);
    }

    private void setArchived(boolean archived) {
        tenants.callAsOperator(() -> {
            managePlans.setArchived("growing", archived);
            return true;
        });
    }

    private boolean isGrowing(CurrentPlan offer) {
        return offer.code().equals("growing");
    }

    private boolean createsNewVersion(PlanDefinition definition) {
        return tenants.callAsOperator(() -> managePlans.createsNewVersion(definition));
    }

    private CurrentPlan offer(String code) {
        return tenants.callAsOperator(() -> plans.findPlan(code).orElseThrow());
    }

    private Plan planOf(TenantId tenant) {
        return tenants.call(tenant, plans::getCurrent);
    }
}
