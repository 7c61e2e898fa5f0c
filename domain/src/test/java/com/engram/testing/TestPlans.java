package com.engram.testing;

import com.engram.plans.ManagePlans;
import com.engram.plans.PlanDefinition;
import com.engram.plans.PlanTerms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Adds and changes plans for tests, as the operator does. They are public. */
@ApplicationScoped
public class TestPlans {

    private final ManagePlans managePlans;
    private final TestTenants tenants;

    @Inject
    TestPlans(ManagePlans managePlans, TestTenants tenants) {
        this.managePlans = managePlans;
        this.tenants = tenants;
    }

    /** Adds a plan; returns its code. */
    public String add(String code, TestTerms terms) {
        tenants.callAsOperator(() -> managePlans.add(definition(code, terms.build())));
        return code;
    }

    /** Changes a plan's terms. */
    public void change(String code, TestTerms terms) {
        tenants.callAsOperator(() -> managePlans.change(definition(code, terms.build())));
    }

    /** A public plan whose name is its code. */
    public static PlanDefinition definition(String code, PlanTerms terms) {
        return new PlanDefinition(code, code, true, terms);
    }
}
