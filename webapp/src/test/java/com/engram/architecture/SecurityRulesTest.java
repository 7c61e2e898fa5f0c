package com.engram.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.engram.tenancy.AsOperator;
import com.engram.tenancy.JobScope;
import com.engram.tenancy.Scope;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.annotations.TenantId;

/** Endpoints state permissions, entities belong to tenants, scopes are entered at the edges, and only the clock reads the time. */
@AnalyzeClasses(packages = "com.engram", importOptions = DoNotIncludeTests.class)
class SecurityRulesTest {

    /** The endpoints that visitors may call. */
    private static final Set<String> PUBLIC_ENDPOINTS = Set.of(
            "ApiDocumentationPage.show",
            "SecondFactorPage.verify",
            "SecondFactorPage.show",
            "ForgottenPasswordPage.ask",
            "ForgottenPasswordPage.choose",
            "ForgottenPasswordPage.reset",
            "ForgottenPasswordPage.send",
            "HomePage.show",
            "LegalPages.showImprint",
            "LegalPages.showPrivacy",
            "LegalPages.showTerms",
            "ModelCardPage.show",
            "PasskeyLogin.options",
            "PasskeyLogin.verify",
            "InvitationPage.accept",
            "InvitationPage.show",
            "MetricsApi.metrics",
            "LanguageConsole.change",
            "LanguagePage.change",
            "LoginPage.show",
            "LoginPage.logIn",
            "LoginPage.logOut",
            "OperatorInvitationPage.accept",
            "OperatorInvitationPage.show",
            "OperatorLoginPage.show",
            "OperatorLoginPage.start",
            "OperatorLoginPage.showCode",
            "OperatorLoginPage.verify",
            "OperatorLoginPage.logOut",
            "SharedResultPage.comment",
            "SharedResultPage.heatmap",
            "SharedResultPage.logo",
            "SharedResultPage.picture",
            "SharedResultPage.show",
            "SharedResultPage.thumbnail",
            "SharedResultPage.unlock",
            "SignUpPage.confirm",
            "SignUpPage.show",
            "SignUpPage.showConfirmation",
            "SingleSignOnPage.callback",
            "StripeWebhook.receive",
            "SingleSignOnPage.start",
            "SingleSignOnPage.redirectToProvider",
            "SignUpPage.submit",
            "TryItPage.show",
            "TryItPage.submit",
            "ViewAsTenantPage.end");

    /** Entities that do not belong to one tenant. */
    private static final Set<String> ENTITIES_OF_NO_TENANT = Set.of("Tenant", "Person", "CurrentPlan", "PlanVersion");

    @ArchTest
    static final ArchRule every_endpoint_states_its_permission = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should(satisfy("state a permission", SecurityRulesTest::statesPermission));

    @ArchTest
    static final ArchRule public_endpoints_are_on_the_list = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should(satisfy(
                    "be on the list of public endpoints",
                    method -> !isPublic(method) || PUBLIC_ENDPOINTS.contains(nameOf(method))));

    @ArchTest
    static final ArchRule every_entity_is_tenant_scoped = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should(new ArchCondition<>("have a @TenantId or be on the list of those of no tenant") {
                @Override
                public void check(JavaClass entity, ConditionEvents events) {
                    boolean scoped =
                            entity.getAllFields().stream().anyMatch(field -> field.isAnnotatedWith(TenantId.class));
                    events.add(new SimpleConditionEvent(
                            entity,
                            scoped != ENTITIES_OF_NO_TENANT.contains(entity.getSimpleName()),
                            entity.getName() + (scoped ? " has" : " has no") + " @TenantId"));
                }
            });

    @ArchTest
    static final ArchRule scopes_are_entered_at_the_edges_only = classes()
            .that()
            .doNotHaveFullyQualifiedName(Scope.class.getName())
            .and()
            .doNotHaveFullyQualifiedName("com.engram.tenancy.AsOperatorInterceptor")
            .and()
            .doNotHaveFullyQualifiedName(JobScope.class.getName())
            .and()
            .doNotHaveFullyQualifiedName("com.engram.web.security.ScopeFilter")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.SignUpPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.sharing.SharedResultPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.site.ModelCardPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.tryit.TryItPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.tryit.TrialImageFinder")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.ForgottenPasswordPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.PasskeyLogin")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.SingleSignOnPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.InvitationPage")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.portal.signin.SignInFlow")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.billing.events.ReceiveBillingEvent")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.people.members.OpenTenant")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.analysis.intake.RetryFailures")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.analysis.arrivals.AnalyseArrivedUpload")
            .and()
            .resideOutsideOfPackages("com.engram.admin..", "com.engram.jobs..")
            .should(notCall(
                    "enter a scope",
                    call -> isOn(call, Scope.class) && nameOf(call).startsWith("enter")));

    /** A request that had the time limit of jobs would wait for minutes while the database hangs. */
    @ArchTest
    static final ArchRule only_jobs_have_the_time_limit_of_jobs = classes()
            .that()
            .doNotHaveFullyQualifiedName(JobScope.class.getName())
            .and()
            .resideOutsideOfPackage("com.engram.jobs..")
            .should(notCall(
                    "enter the scope of a job",
                    call -> isOn(call, JobScope.class) && nameOf(call).startsWith("enter")));

    /** Use cases declare it. Before an operator has signed in, and in a job, there is no caller with a scope. */
    @ArchTest
    static final ArchRule the_operators_scope_is_declared_by_as_operator = classes()
            .that()
            .doNotHaveFullyQualifiedName("com.engram.tenancy.AsOperatorInterceptor")
            .and()
            .doNotHaveFullyQualifiedName(JobScope.class.getName())
            .and()
            .doNotHaveFullyQualifiedName("com.engram.web.security.ScopeFilter")
            .and()
            .doNotHaveFullyQualifiedName("com.engram.admin.operations.MetricsApi")
            .and()
            .resideOutsideOfPackages("com.engram.admin.signin..", "com.engram.jobs..")
            .should(notCall(
                    "enter the operator's scope",
                    call -> isOn(call, Scope.class) && nameOf(call).equals("enterOperator")));

    @ArchTest
    static final ArchRule no_customer_reaches_what_runs_as_the_operator = classes()
            .that()
            .resideInAnyPackage("com.engram.portal..", "com.engram.api..")
            .should(notCall("call what runs as the operator", SecurityRulesTest::runsAsOperator));

    @ArchTest
    static final ArchRule only_the_clock_reads_the_system_time = classes()
            .that()
            .doNotHaveFullyQualifiedName("com.engram.tenancy.SystemClock")
            .and()
            .resideOutsideOfPackages("com.engram.migrations..")
            .should(notCall("ask the machine for the time", SecurityRulesTest::asksTheMachine));

    @ArchTest
    static final ArchRule type_names_have_no_banned_suffix = noClasses()
            .should(Stream.of("Impl", "Service", "Manager", "Util", "Utils", "Helper")
                    .map(ArchConditions::haveSimpleNameEndingWith)
                    .map(condition -> (ArchCondition<JavaClass>) condition)
                    .reduce((one, other) -> one.or(other))
                    .orElseThrow());

    private static boolean statesPermission(JavaMethod method) {
        return isPublic(method)
                || method.isAnnotatedWith(RolesAllowed.class)
                || method.getOwner().isAnnotatedWith(RolesAllowed.class);
    }

    private static boolean isPublic(JavaMethod method) {
        return method.isAnnotatedWith(PermitAll.class)
                || (!method.isAnnotatedWith(RolesAllowed.class)
                        && method.getOwner().isAnnotatedWith(PermitAll.class));
    }

    private static String nameOf(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    private static String nameOf(JavaCodeUnitAccess<?> call) {
        return call.getTarget().getName();
    }

    private static boolean isOn(JavaCodeUnitAccess<?> call, Class<?> type) {
        return call.getTargetOwner().isEquivalentTo(type);
    }

    private static boolean runsAsOperator(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().isAnnotatedWith(AsOperator.class)
                || call.getTarget().isAnnotatedWith(AsOperator.class);
    }

    private static boolean asksTheMachine(JavaCodeUnitAccess<?> call) {
        boolean withoutClock = call.getTarget().getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
        boolean now = nameOf(call).equals("now")
                && call.getTargetOwner().getPackageName().equals(Instant.class.getPackageName())
                && withoutClock;
        boolean clock = isOn(call, Clock.class)
                && (nameOf(call).startsWith("system") || nameOf(call).startsWith("tick"));
        return now || clock || (isOn(call, System.class) && nameOf(call).equals("currentTimeMillis"));
    }

    private static ArchCondition<JavaMethod> satisfy(String description, Predicate<JavaMethod> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        method, holds.test(method), method.getFullName() + " should " + description));
            }
        };
    }

    /** Neither by a call nor by a method reference. */
    private static ArchCondition<JavaClass> notCall(String description, Predicate<JavaCodeUnitAccess<?>> forbidden) {
        return new ArchCondition<>("not " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.<JavaCodeUnitAccess<?>>concat(
                                type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream())
                        .filter(forbidden)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
            }
        };
    }
}
