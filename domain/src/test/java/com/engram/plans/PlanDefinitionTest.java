package com.engram.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.testing.TestTerms;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanDefinitionTest {

    private static final PlanTerms VALID = TestTerms.unlimited().build();

    @Test
    void a_valid_plan_has_no_problem() {
        assertThat(new PlanDefinition("pro-2030", "Pro", true, VALID).findProblem())
                .isEmpty();
    }

    @Test
    void a_problem_names_the_field() {
        assertThat(problem(new PlanDefinition("Pro", "Pro", true, VALID))).startsWith("code ");
        assertThat(problem(new PlanDefinition("pro", " ", true, VALID))).startsWith("name ");
        assertThat(problem(TestTerms.monthlyImages(-1))).startsWith("monthlyImages ");
        assertThat(problem(TestTerms.unlimited().seats(0))).startsWith("seats ");
        assertThat(problem(TestTerms.unlimited().price(-1))).startsWith("priceCents ");
        assertThat(problem(TestTerms.unlimited().trialDays(731))).startsWith("trialDays ");
        assertThat(problem(terms(0, "EUR"))).startsWith("weight ");
        assertThat(problem(terms(1001, "EUR"))).startsWith("weight ");
        assertThat(problem(terms(1, "euro"))).startsWith("currency ");
    }

    @Test
    void a_price_with_fractions_is_invalid_in_a_currency_without_them() {
        assertThat(problem(TestTerms.unlimited().price(2950).currency("JPY"))).startsWith("priceCents ");
        assertThat(problem(TestTerms.unlimited().price(2950).currency("ISK"))).startsWith("priceCents ");
        assertThat(problem(TestTerms.monthlyImages(1).metered(5).currency("UGX")))
                .startsWith("priceCents ");
        assertThat(problem(TestTerms.unlimited().price(2900).currency("JPY"))).isEmpty();
        assertThat(problem(TestTerms.unlimited().price(2955).currency("KWD"))).isEmpty();
    }

    @Test
    void a_currency_that_does_not_exist_is_invalid() {
        assertThat(problem(TestTerms.unlimited().currency("ZZZ"))).startsWith("currency ");
    }

    private static String problem(TestTerms terms) {
        return problem(new PlanDefinition("pro", "Pro", true, terms.build()));
    }

    private static String problem(PlanTerms terms) {
        return problem(new PlanDefinition("pro", "Pro", true, terms));
    }

    private static String problem(PlanDefinition plan) {
        Optional<String> problem = plan.findProblem();
        return problem.orElse("");
    }

    private static PlanTerms terms(int weight, String currency) {
        return new PlanTerms(
                null,
                true,
                null,
                null,
                null,
                true,
                weight,
                null,
                OveragePolicy.BLOCK,
                0,
                currency,
                BillingInterval.MONTH,
                0,
                0,
                null);
    }
}
