package com.engram.plans.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.backends.ChooseModel;
import com.engram.analysis.backends.ListModels;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.ServedModel;
import com.engram.audit.AuditEntries;
import com.engram.billing.invoices.RecordManualInvoice;
import com.engram.billing.subscriptions.PlanChangeResult;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestCustomers;
import com.engram.testing.TestTenants;
import com.engram.testing.fakes.FakePayments;
import com.engram.testing.fakes.FakeScorer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody pays before the operator has accepted the terms of the weights in use. */
@DomainTest
class WeightsTermsTest {

    private static final String TERMS = "Trained on research data.";
    private static final ServedModel RESEARCH = new ServedModel(new Model("engram", "1"), true, "", Optional.of(TERMS));
    private static final ServedModel OWN = new ServedModel(new Model("own", "1"), false, "");

    private final WeightsTerms weightsTerms;
    private final AcceptWeightsTerms acceptTerms;
    private final ListModels listModels;
    private final ChooseModel chooseModel;
    private final RecordManualInvoice recordInvoice;
    private final AuditEntries audit;
    private final FakeScorer scorer;
    private final FakePayments payments;
    private final TestCustomers customers;
    private final TestTenants tenants;
    private final TenantId tenant;

    WeightsTermsTest(
            WeightsTerms weightsTerms,
            AcceptWeightsTerms acceptTerms,
            ListModels listModels,
            ChooseModel chooseModel,
            RecordManualInvoice recordInvoice,
            AuditEntries audit,
            FakeScorer scorer,
            FakePayments payments,
            TestCustomers customers,
            TestTenants tenants) {
        this.weightsTerms = weightsTerms;
        this.acceptTerms = acceptTerms;
        this.listModels = listModels;
        this.chooseModel = chooseModel;
        this.recordInvoice = recordInvoice;
        this.audit = audit;
        this.scorer = scorer;
        this.payments = payments;
        this.customers = customers;
        this.tenants = tenants;
        this.tenant = customers.open("owner@example.com");
        customers.publishPlans();
        serve(RESEARCH, OWN);
    }

    @Test
    void without_acceptance_no_checkout_opens_and_no_invoice_is_recorded() {
        assertThat(customers.choose(tenant, "starter"))
                .isInstanceOfSatisfying(
                        PlanChangeResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.WEIGHTS_TERMS_OPEN));
        assertThat(payments.checkouts()).isEmpty();
        assertThat(tenants.callAsOperator(() -> recordInvoice.findRefusal(tenant)))
                .map(Refusal::reason)
                .contains(RefusalReason.WEIGHTS_TERMS_OPEN);
    }

    @Test
    void with_acceptance_tenants_can_pay_and_the_audit_log_tells_who_accepted() {
        assertThat(accept("engram:1")).isTrue();
        assertThat(accept("engram:1")).isTrue();

        assertThat(customers.choose(tenant, "starter")).isInstanceOf(PlanChangeResult.CheckoutRequired.class);
        assertThat(tenants.callAsOperator(() -> recordInvoice.findRefusal(tenant)))
                .isEmpty();
        assertThat(listTerms()).singleElement().satisfies(terms -> {
            assertThat(terms.text()).isEqualTo(TERMS);
            assertThat(terms.models()).containsExactly("engram:1");
            assertThat(terms.acceptance()).map(WeightsTerms.Acceptance::by).contains("system");
        });
        assertThat(tenants.callAsOperator(() -> audit.search("model.terms-accepted", Optional.empty(), 10)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.subject()).isEqualTo("engram:1: " + TERMS));
    }

    @Test
    void new_weights_with_the_same_terms_stay_accepted_and_others_do_not() {
        accept("engram:1");
        serve(new ServedModel(new Model("engram", "2"), true, "", Optional.of(TERMS)));
        assertThat(refusal()).isEmpty();

        serve(new ServedModel(new Model("engram", "3"), true, "", Optional.of("Not for advertising.")));
        assertThat(refusal()).isPresent();
    }

    @Test
    void a_default_model_without_terms_replaces_the_weights() {
        tenants.callAsOperator(() -> chooseModel.rollOut(Optional.of("own:1")));

        assertThat(refusal()).isEmpty();
        assertThat(listTerms()).isEmpty();
    }

    @Test
    void the_pinned_model_of_a_tenant_decides_for_it() {
        tenants.callAsOperator(() -> chooseModel.pin(tenant, Optional.of("own:1")));
        assertThat(refusal()).isEmpty();

        tenants.callAsOperator(() -> chooseModel.rollOut(Optional.of("own:1")));
        tenants.callAsOperator(() -> chooseModel.pin(tenant, Optional.of("engram:1")));
        assertThat(refusal()).isPresent();
        assertThat(listTerms()).hasSize(1);
    }

    @Test
    void a_backend_that_cannot_be_reached_keeps_its_models_and_a_replaced_model_is_forgotten() {
        serve();
        assertThat(refusal()).isPresent();

        serve(new ServedModel(new Model("own", "2"), true, ""));
        assertThat(refusal()).isEmpty();
        assertThat(accept("engram:1")).isFalse();
    }

    private void serve(ServedModel... models) {
        scorer.serve(models);
        tenants.callAsOperator(listModels::list);
    }

    private boolean accept(String model) {
        return tenants.callAsOperator(() -> acceptTerms.accept(model));
    }

    private List<WeightsTerms.Terms> listTerms() {
        return tenants.callAsOperator(weightsTerms::listTerms);
    }

    private Optional<Refusal> refusal() {
        return tenants.call(tenant, () -> weightsTerms.findRefusalOfPayment(tenant));
    }
}
