package com.engram.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which package may import which other one. */
@AnalyzeClasses(packages = "com.engram", importOptions = DoNotIncludeTests.class)
class PackageDependenciesTest {

    private static final String[] FEATURES = {
        "com.engram.database..",
        "com.engram.csv..",
        "com.engram.language..",
        "com.engram.refusals..",
        "com.engram.tenancy..",
        "com.engram.audit..",
        "com.engram.mail..",
        "com.engram.limits..",
        "com.engram.plans..",
        "com.engram.people..",
        "com.engram.idempotency..",
        "com.engram.billing..",
        "com.engram.images..",
        "com.engram.analysis..",
        "com.engram.outbound..",
        "com.engram.library..",
        "com.engram.sharing..",
        "com.engram.branding..",
        "com.engram.campaigns..",
        "com.engram.training..",
        "com.engram.webhooks..",
        "com.engram.areas..",
        "com.engram.reviews..",
        "com.engram.notes..",
        "com.engram.notifications.."
    };

    @ArchTest
    static final ArchRule tenancy_imports_no_other_feature = imports("tenancy");

    @ArchTest
    static final ArchRule audit_imports_tenancy = imports("audit", "tenancy");

    @ArchTest
    static final ArchRule mail_imports_tenancy = imports("mail", "tenancy");

    @ArchTest
    static final ArchRule limits_import_no_other_feature = imports("limits");

    @ArchTest
    static final ArchRule the_database_imports_no_feature = imports("database");

    @ArchTest
    static final ArchRule csv_imports_no_feature = imports("csv");

    @ArchTest
    static final ArchRule the_language_imports_no_feature = imports("language");

    @ArchTest
    static final ArchRule refusals_import_no_feature = imports("refusals");

    @ArchTest
    static final ArchRule only_the_database_knows_its_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.database..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jdbi..");

    @ArchTest
    static final ArchRule only_limits_know_their_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.limits..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bucket4j..");

    @ArchTest
    static final ArchRule only_passkeys_know_their_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.people.passkeys..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.yubico..");

    @ArchTest
    static final ArchRule only_single_sign_on_knows_its_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.people.sso..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule plans_import_the_ground = imports("plans", "tenancy", "audit", "mail");

    @ArchTest
    static final ArchRule people_import_plans_and_call_out =
            imports("people", "tenancy", "audit", "mail", "limits", "plans", "outbound");

    @ArchTest
    static final ArchRule idempotency_imports_people = imports("idempotency", "tenancy", "people");

    @ArchTest
    static final ArchRule billing_imports_plans = imports("billing", "tenancy", "audit", "mail", "plans");

    @ArchTest
    static final ArchRule images_import_plans = imports("images", "tenancy", "audit", "mail", "plans", "outbound");

    @ArchTest
    static final ArchRule analysis_imports_images_and_plans =
            imports("analysis", "tenancy", "audit", "mail", "plans", "images", "outbound");

    @ArchTest
    static final ArchRule outbound_imports_no_feature = imports("outbound");

    @ArchTest
    static final ArchRule webhooks_import_analysis_and_what_it_imports =
            imports("webhooks", "tenancy", "audit", "mail", "plans", "images", "analysis", "outbound");

    @ArchTest
    static final ArchRule the_library_imports_analysis_and_what_it_imports =
            imports("library", "tenancy", "audit", "mail", "plans", "images", "analysis", "outbound", "sharing");

    @ArchTest
    static final ArchRule sharing_imports_people = imports("sharing", "tenancy", "audit", "limits", "people");

    @ArchTest
    static final ArchRule training_imports_analysis_and_what_it_imports =
            imports("training", "tenancy", "audit", "mail", "plans", "images", "analysis");

    @ArchTest
    static final ArchRule branding_imports_tenancy = imports("branding", "tenancy", "audit");

    @ArchTest
    static final ArchRule campaigns_import_images_and_what_they_import =
            imports("campaigns", "tenancy", "audit", "mail", "plans", "images");

    @ArchTest
    static final ArchRule areas_import_analysis = imports("areas", "audit", "analysis");

    @ArchTest
    static final ArchRule notes_import_the_audit = imports("notes", "tenancy", "audit");

    @ArchTest
    static final ArchRule reviews_import_the_audit = imports("reviews", "tenancy", "audit");

    @ArchTest
    static final ArchRule only_areas_know_their_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.areas..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.locationtech.jts..");

    @ArchTest
    static final ArchRule notifications_import_what_they_tell_of =
            imports("notifications", "tenancy", "mail", "plans", "analysis", "notes", "sharing", "library");

    @ArchTest
    static final ArchRule features_have_no_cycles =
            slices().matching("com.engram.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("com.engram.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule features_import_neither_web_nor_jobs = noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.engram.web..",
                    "com.engram.portal..",
                    "com.engram.api..",
                    "com.engram.admin..",
                    "com.engram.jobs..");

    @ArchTest
    static final ArchRule the_portal_imports_neither_api_nor_admin = apart("portal", "api", "admin");

    @ArchTest
    static final ArchRule the_api_imports_neither_portal_nor_admin = apart("api", "portal", "admin");

    @ArchTest
    static final ArchRule admin_imports_neither_portal_nor_api = apart("admin", "portal", "api");

    @ArchTest
    static final ArchRule web_imports_none_of_its_users = apart("web", "portal", "api", "admin");

    @ArchTest
    static final ArchRule nothing_of_the_web_imports_the_jobs = noClasses()
            .that()
            .resideInAnyPackage("com.engram.web..", "com.engram.portal..", "com.engram.api..", "com.engram.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.engram.jobs..");

    @ArchTest
    static final ArchRule the_jobs_import_nothing_of_the_web = apart("jobs", "web", "portal", "api", "admin");

    @ArchTest
    static final ArchRule features_know_no_delivery_technology = noClasses()
            .that()
            .resideInAnyPackage(FEATURES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..", "jakarta.batch..", "org.thymeleaf..");

    @ArchTest
    static final ArchRule only_adapters_know_the_aws_sdk = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "com.engram.images.storage.s3..",
                    "com.engram.analysis.arrivals.sqs..",
                    "com.engram.analysis.scorers.lambda..",
                    "com.engram.analysis.scorers.sagemaker..",
                    "com.engram.training.stepfunctions..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule s3_stays_in_its_adapter = only("images.storage.s3", "s3");

    @ArchTest
    static final ArchRule lambda_stays_in_its_adapter = only("analysis.scorers.lambda", "lambda");

    @ArchTest
    static final ArchRule sqs_stays_in_its_adapter = only("analysis.arrivals.sqs", "sqs");

    @ArchTest
    static final ArchRule sagemaker_stays_in_its_adapter = only("analysis.scorers.sagemaker", "sagemakerruntime");

    @ArchTest
    static final ArchRule step_functions_stay_in_their_adapter = only("training.stepfunctions", "sfn");

    @ArchTest
    static final ArchRule nobody_imports_the_step_functions_adapter = leaf("training.stepfunctions");

    @ArchTest
    static final ArchRule only_the_stripe_adapter_knows_its_library = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.billing.payments.stripe..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.stripe..");

    @ArchTest
    static final ArchRule nobody_imports_the_stripe_adapter = leaf("billing.payments.stripe");

    @ArchTest
    static final ArchRule nobody_imports_the_lambda_adapter = leaf("analysis.scorers.lambda");

    @ArchTest
    static final ArchRule nobody_imports_the_sqs_adapter = leaf("analysis.arrivals.sqs");

    @ArchTest
    static final ArchRule nobody_imports_the_sagemaker_adapter = leaf("analysis.scorers.sagemaker");

    @ArchTest
    static final ArchRule nobody_imports_the_s3_adapter = leaf("images.storage.s3");

    @ArchTest
    static final ArchRule nobody_imports_the_mail_adapter = leaf("mail.smtp");

    @ArchTest
    static final ArchRule only_the_mail_adapter_knows_jakarta_mail = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.mail.smtp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.mail..");

    @ArchTest
    static final ArchRule nobody_imports_the_worker_adapter = leaf("analysis.scorers.worker");

    @ArchTest
    static final ArchRule nobody_imports_the_postgres_adapter = leaf("analysis.queue.postgres");

    private static ArchRule imports(String feature, String... others) {
        List<String> allowed = new ArrayList<>(List.of(
                "com.engram." + feature + "..",
                "com.engram.database..",
                "com.engram.csv..",
                "com.engram.language..",
                "com.engram.refusals.."));
        Stream.of(others).map(other -> "com.engram." + other + "..").forEach(allowed::add);
        return noClasses()
                .that()
                .resideInAPackage("com.engram." + feature + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("com.engram..").and(resideOutsideOfPackages(allowed.toArray(String[]::new))));
    }

    private static ArchRule apart(String from, String... others) {
        return noClasses()
                .that()
                .resideInAPackage("com.engram." + from + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        Stream.of(others).map(o -> "com.engram." + o + "..").toArray(String[]::new));
    }

    private static ArchRule only(String adapter, String client) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("com.engram." + adapter + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services." + client + "..");
    }

    private static ArchRule leaf(String adapter) {
        String adapterPackage = "com.engram." + adapter + "..";
        return classes()
                .that()
                .resideInAPackage(adapterPackage)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(adapterPackage);
    }
}
