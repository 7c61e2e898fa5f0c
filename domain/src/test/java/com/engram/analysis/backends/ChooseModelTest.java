package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.ServedModel;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestQueue;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakeScorer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which model a tenant's analyses use. */
@DomainTest
class ChooseModelTest {

    private final ChooseModel chooseModel;
    private final TestQueue queue;
    private final TestTenants tenants;
    private final TestImages images;
    private final TenantId pinned;
    private final TenantId other;

    ChooseModelTest(
            ChooseModel chooseModel, FakeScorer scorer, TestQueue queue, TestTenants tenants, TestImages images) {
        this.chooseModel = chooseModel;
        this.queue = queue;
        this.tenants = tenants;
        this.images = images;
        this.pinned = tenants.open("free");
        this.other = tenants.open("free");
        scorer.serve(
                new ServedModel(new Model("engram", "1"), true, ""),
                new ServedModel(new Model("engram", "2"), false, ""),
                new ServedModel(new Model("engram", "3"), false, ""));
    }

    @Test
    void without_a_choice_each_backend_uses_its_active_model() {
        assertThat(findModelOf(other)).isEmpty();
        assertThat(pickedModel(other)).isEmpty();
    }

    @Test
    void a_pinned_tenant_uses_its_model_and_all_others_the_default_model() {
        rollOut(Optional.of("engram:2"));
        pin(Optional.of("engram:3"));

        assertThat(pickedModel(pinned)).contains("engram:3");
        assertThat(pickedModel(other)).contains("engram:2");
    }

    @Test
    void a_tenant_that_is_no_longer_pinned_uses_the_default_model() {
        rollOut(Optional.of("engram:2"));
        pin(Optional.of("engram:3"));
        pin(Optional.empty());

        assertThat(findModelOf(pinned)).contains("engram:2");
        assertThat(tenants.callAsOperator(chooseModel::listPins)).isEmpty();
    }

    @Test
    void the_newest_default_model_counts() {
        rollOut(Optional.of("engram:2"));
        rollOut(Optional.empty());

        assertThat(findModelOf(other)).isEmpty();
        assertThat(tenants.callAsOperator(chooseModel::listRollOuts))
                .extracting(ChooseModel.RollOut::model)
                .containsExactly(Optional.empty(), Optional.of("engram:2"));
    }

    @Test
    void a_model_that_no_backend_serves_cannot_be_chosen() {
        assertThat(rollOut(Optional.of("nobody:1"))).isFalse();
        assertThat(pin(Optional.of("nobody:1"))).isFalse();

        assertThat(findModelOf(pinned)).isEmpty();
    }

    private boolean rollOut(Optional<String> model) {
        return tenants.callAsOperator(() -> chooseModel.rollOut(model));
    }

    private boolean pin(Optional<String> model) {
        return tenants.callAsOperator(() -> chooseModel.pin(pinned, model));
    }

    private Optional<String> findModelOf(TenantId tenant) {
        return tenants.call(tenant, () -> chooseModel.findModelOf(tenant));
    }

    /** The model with which the tenant's next image would be scored. */
    private Optional<String> pickedModel(TenantId tenant) {
        images.queue(tenant);
        return queue.pick(10).stream()
                .filter(lease -> lease.tenant().equals(tenant.value()))
                .findFirst()
                .orElseThrow()
                .model();
    }
}
