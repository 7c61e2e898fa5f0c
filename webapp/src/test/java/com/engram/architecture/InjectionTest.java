package com.engram.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;

/** The domain and the batch jobs get what they need in their constructors, so that tests can make their objects. */
@AnalyzeClasses(packages = "com.engram", importOptions = DoNotIncludeTests.class)
class InjectionTest {

    @ArchTest
    static final ArchRule only_resources_and_pages_inject_fields = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(
                    "com.engram.web..", "com.engram.api..", "com.engram.portal..", "com.engram.admin..")
            .should()
            .beAnnotatedWith(Inject.class);
}
