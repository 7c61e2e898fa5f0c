package com.engram.analysis.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.testing.DomainTest;
import com.engram.testing.TestTenants;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the operator decides about backends and models. */
@DomainTest
class ChangeBackendModeTest {

    private final ChangeBackendMode changeBackendMode;
    private final ChooseModel chooseModel;
    private final BackendStatuses statuses;
    private final TestTenants tenants;

    ChangeBackendModeTest(
            ChangeBackendMode changeBackendMode,
            ChooseModel chooseModel,
            BackendStatuses statuses,
            TestTenants tenants) {
        this.changeBackendMode = changeBackendMode;
        this.chooseModel = chooseModel;
        this.statuses = statuses;
        this.tenants = tenants;
    }

    @Test
    void the_server_reports_the_new_mode_at_once() {
        assertThat(change("fake", BackendMode.PAUSED)).isTrue();

        assertThat(tenants.callAsOperator(statuses::listStatuses))
                .extracting(seen -> seen.status().name(), seen -> seen.status().mode())
                .containsExactly(tuple("fake", BackendMode.PAUSED));
    }

    @Test
    void an_unknown_backend_is_refused() {
        assertThat(change("mainframe", BackendMode.PAUSED)).isFalse();
        assertThat(tenants.callAsOperator(statuses::listModes)).isEmpty();
    }

    @Test
    void a_model_that_no_backend_serves_is_neither_the_default_nor_pinned() {
        Optional<String> unknown = Optional.of("nobody:0123456789ab");

        assertThat(tenants.callAsOperator(() -> chooseModel.rollOut(unknown))).isFalse();
        assertThat(tenants.callAsOperator(() -> chooseModel.pin(tenants.open("free"), unknown)))
                .isFalse();
        assertThat(tenants.callAsOperator(chooseModel::listRollOuts)).isEmpty();
    }

    private boolean change(String backend, BackendMode mode) {
        return tenants.callAsOperator(() -> changeBackendMode.change(backend, mode));
    }
}
