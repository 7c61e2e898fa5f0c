package com.engram.inference.training.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The import order of training and benchmarks: every package names the packages that may use it, and there are no cycles. */
@AnalyzeClasses(
        packages = {"com.engram.inference.training", "com.engram.inference.bench"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ImportOrderTest {
    @ArchTest
    static final ArchRule PACKAGES_ARE_USED_ONLY_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("com.engram.inference.training..", "com.engram.inference.bench..")
            .layer("progress")
            .definedBy("com.engram.inference.training.progress")
            .layer("statistics")
            .definedBy("com.engram.inference.training.statistics")
            .layer("data")
            .definedBy("com.engram.inference.training.data")
            .layer("network")
            .definedBy("com.engram.inference.training.network")
            .layer("heads")
            .definedBy("com.engram.inference.training.heads")
            .layer("evaluation")
            .definedBy("com.engram.inference.training.evaluation")
            .layer("training")
            .definedBy("com.engram.inference.training")
            .layer("bench")
            .definedBy("com.engram.inference.bench")
            .layer("commands")
            .definedBy("com.engram.inference.training.commands")
            .whereLayer("progress")
            .mayOnlyBeAccessedByLayers("data", "network", "evaluation", "training", "commands")
            .whereLayer("statistics")
            .mayOnlyBeAccessedByLayers("network", "heads", "evaluation", "training")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers("network", "heads", "evaluation", "training", "commands")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("heads", "training", "commands")
            .whereLayer("heads")
            .mayOnlyBeAccessedByLayers("training")
            .whereLayer("evaluation")
            .mayOnlyBeAccessedByLayers("training", "commands")
            .whereLayer("training")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("bench")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("commands")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule THERE_ARE_NO_CYCLES =
            slices().matching("com.engram.inference.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_TRAINING_COMMANDS_USE_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.inference.training.commands")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.engram.inference.commands");
}
