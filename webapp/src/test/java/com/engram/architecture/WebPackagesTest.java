package com.engram.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which package of the web application imports which other one. A new import is a decision, and joins this list. */
@AnalyzeClasses(packages = "com.engram", importOptions = DoNotIncludeTests.class)
class WebPackagesTest {

    private static final String PREFIX = "com.engram.";
    private static final Pattern OF_THE_WEB_APPLICATION =
            Pattern.compile("com\\.engram\\.(web|api|portal|admin)(\\..*)?");

    private static final Map<String, Set<String>> IMPORTS = Map.ofEntries(
            entry("web", Set.of()),
            entry("web.cookies", Set.of("web")),
            entry("web.language", Set.of("web", "web.cookies")),
            entry("web.pages", Set.of("web", "web.cookies", "web.language")),
            entry("web.problems", Set.of("web", "web.language", "web.pages")),
            entry("web.security", Set.of("web", "web.cookies", "web.problems")),
            entry("web.idempotency", Set.of("web", "web.json", "web.problems")),
            entry("web.streams", Set.of("web", "web.json", "web.problems")),
            entry("web.paging", Set.of("web.problems")),
            entry("web.json", Set.of("web", "web.problems")),
            entry("web.multipart", Set.of("web", "web.problems")),
            entry("web.intake", Set.of("web", "web.idempotency", "web.json", "web.problems")),
            entry("web.maps", Set.of()),
            entry("web.downloads", Set.of("web")),
            entry("web.results", Set.of()),
            entry(
                    "web.reports",
                    Set.of("web", "web.downloads", "web.maps", "web.pages", "web.problems", "web.results")),
            entry("api", Set.of("web.pages")),
            entry(
                    "api.analyses",
                    Set.of(
                            "web",
                            "web.idempotency",
                            "web.intake",
                            "web.json",
                            "web.maps",
                            "web.paging",
                            "web.problems",
                            "web.streams")),
            entry("api.account", Set.of("web", "web.problems")),
            entry("api.realitychecks", Set.of("web", "web.idempotency", "web.intake", "web.paging", "web.problems")),
            entry("api.reports", Set.of("web", "web.downloads", "web.language", "web.problems", "web.reports")),
            entry("api.sharing", Set.of("web", "web.idempotency", "web.paging", "web.problems")),
            entry("api.comparisons", Set.of("web", "web.idempotency", "web.paging", "web.problems")),
            entry("api.variants", Set.of("web", "web.idempotency", "web.problems")),
            entry("api.billing", Set.of("web", "web.json", "web.problems")),
            entry("api.images", Set.of("web", "web.idempotency", "web.intake", "web.paging", "web.problems")),
            entry(
                    "api.webhooks",
                    Set.of("api.analyses", "web", "web.idempotency", "web.json", "web.paging", "web.problems")),
            entry("portal.language", Set.of("web", "web.cookies")),
            entry(
                    "portal.projects",
                    Set.of("portal.sharing", "web", "web.language", "web.pages", "web.problems", "web.results")),
            entry(
                    "portal.images",
                    Set.of(
                            "portal.projects",
                            "portal.sharing",
                            "portal.variants",
                            "web",
                            "web.cookies",
                            "web.downloads",
                            "web.language",
                            "web.maps",
                            "web.pages",
                            "web.problems",
                            "web.results")),
            entry(
                    "portal.gallery",
                    Set.of(
                            "portal.exports",
                            "portal.projects",
                            "web",
                            "web.downloads",
                            "web.intake",
                            "web.language",
                            "web.pages",
                            "web.paging",
                            "web.problems",
                            "web.results",
                            "web.streams")),
            entry("portal.variants", Set.of("web", "web.pages", "web.problems")),
            entry(
                    "portal.compare",
                    Set.of(
                            "portal.gallery",
                            "portal.sharing",
                            "web",
                            "web.language",
                            "web.pages",
                            "web.problems",
                            "web.results")),
            entry(
                    "portal.sharing",
                    Set.of(
                            "web",
                            "web.cookies",
                            "web.language",
                            "web.maps",
                            "web.pages",
                            "web.problems",
                            "web.results")),
            entry("portal.exports", Set.of("web", "web.downloads")),
            entry(
                    "portal.batches",
                    Set.of(
                            "portal.exports",
                            "portal.gallery",
                            "web",
                            "web.downloads",
                            "web.intake",
                            "web.language",
                            "web.pages",
                            "web.problems")),
            entry("portal.reports", Set.of("web", "web.downloads", "web.language", "web.problems", "web.reports")),
            entry("portal.campaigns", Set.of("web", "web.intake", "web.language", "web.pages")),
            entry("portal.models", Set.of("web", "web.intake", "web.language", "web.pages")),
            entry(
                    "portal.signin",
                    Set.of("web", "web.cookies", "web.language", "web.pages", "web.problems", "web.security")),
            entry(
                    "portal.settings",
                    Set.of(
                            "portal.exports",
                            "portal.signin",
                            "web",
                            "web.cookies",
                            "web.downloads",
                            "web.intake",
                            "web.language",
                            "web.pages",
                            "web.paging",
                            "web.problems",
                            "web.security")),
            entry("portal.billing", Set.of("web.downloads", "web.language", "web.pages")),
            entry(
                    "portal.tryit",
                    Set.of(
                            "portal.billing",
                            "portal.site",
                            "web.intake",
                            "web.language",
                            "web.pages",
                            "web.problems",
                            "web.results")),
            entry(
                    "portal.webhooks",
                    Set.of("web", "web.cookies", "web.language", "web.pages", "web.paging", "web.security")),
            entry("portal.notifications", Set.of("web", "web.language", "web.pages")),
            entry("portal.firststeps", Set.of("portal.site", "web", "web.language")),
            entry("portal.site", Set.of("web.language", "web.pages", "web.results")),
            entry("admin", Set.of("web", "web.cookies", "web.pages")),
            entry("admin.signin", Set.of("web.cookies", "web.language", "web.pages")),
            entry(
                    "admin.operations",
                    Set.of("admin", "web", "web.idempotency", "web.language", "web.pages", "web.problems")),
            entry(
                    "admin.billing",
                    Set.of("admin", "web", "web.idempotency", "web.language", "web.pages", "web.problems")),
            entry("admin.costs", Set.of("admin", "web", "web.downloads", "web.language", "web.pages", "web.problems")),
            entry("admin.models", Set.of("admin", "web", "web.language", "web.pages", "web.problems")),
            entry(
                    "admin.plans",
                    Set.of("admin", "web.idempotency", "web.json", "web.language", "web.pages", "web.problems")),
            entry(
                    "admin.tenants",
                    Set.of(
                            "admin",
                            "admin.costs",
                            "admin.plans",
                            "web",
                            "web.cookies",
                            "web.idempotency",
                            "web.language",
                            "web.pages",
                            "web.paging",
                            "web.problems")),
            entry("admin.audit", Set.of("admin", "web", "web.downloads", "web.pages", "web.paging")),
            entry("admin.emails", Set.of("admin", "web", "web.language", "web.pages", "web.paging")),
            entry("admin.operators", Set.of("admin", "web", "web.cookies", "web.language", "web.pages")),
            entry("admin.settings", Set.of("admin", "web.pages")),
            entry(
                    "admin.overview",
                    Set.of(
                            "admin",
                            "admin.billing",
                            "admin.costs",
                            "admin.operations",
                            "admin.tenants",
                            "web.language",
                            "web.pages")));

    @ArchTest
    static final ArchRule packages_import_what_is_listed = classes()
            .that()
            .resideInAnyPackage("com.engram.web..", "com.engram.api..", "com.engram.portal..", "com.engram.admin..")
            .should(importWhatIsListed());

    private static ArchCondition<JavaClass> importWhatIsListed() {
        return new ArchCondition<>("import packages of the web application that are listed only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = nameOf(type);
                Set<String> allowed = IMPORTS.get(from);
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(type, "The package " + from + " is not listed"));
                    return;
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOfTheWebApplication(dependency.getTargetClass()))
                        .filter(dependency ->
                                !nameOf(dependency.getTargetClass()).equals(from)
                                        && !allowed.contains(nameOf(dependency.getTargetClass())))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static boolean isOfTheWebApplication(JavaClass type) {
        return OF_THE_WEB_APPLICATION
                .matcher(type.getBaseComponentType().getPackageName())
                .matches();
    }

    private static String nameOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName().substring(PREFIX.length());
    }
}
