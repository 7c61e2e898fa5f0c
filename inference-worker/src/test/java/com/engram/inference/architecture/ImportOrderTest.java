package com.engram.inference.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine's import order: every package names the packages that may use it, and there are no cycles. */
@AnalyzeClasses(packages = "com.engram.inference", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportOrderTest {
    @ArchTest
    static final ArchRule PACKAGES_ARE_USED_ONLY_FROM_ABOVE = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("com.engram.inference..")
            .layer("platform")
            .definedBy("com.engram.inference.platform")
            .layer("image")
            .definedBy("com.engram.inference.image")
            .layer("headers")
            .definedBy("com.engram.inference.image.headers")
            .layer("decoding")
            .definedBy("com.engram.inference.image.decoding")
            .layer("ffmpeg")
            .definedBy("com.engram.inference.image.ffmpeg")
            .layer("isolation")
            .definedBy("com.engram.inference.image.isolation")
            .layer("network")
            .definedBy("com.engram.inference.model.network")
            .layer("head")
            .definedBy("com.engram.inference.model.head")
            .layer("model")
            .definedBy("com.engram.inference.model")
            .layer("onnx")
            .definedBy("com.engram.inference.onnx")
            .layer("djl")
            .definedBy("com.engram.inference.djl")
            .layer("scoring")
            .definedBy("com.engram.inference.scoring")
            .layer("serving")
            .definedBy("com.engram.inference.serving")
            .layer("lambda")
            .definedBy("com.engram.inference.lambda")
            .layer("commands")
            .definedBy("com.engram.inference.commands")
            .layer("main")
            .definedBy("com.engram.inference")
            .whereLayer("platform")
            .mayOnlyBeAccessedByLayers("decoding", "ffmpeg", "isolation", "onnx")
            .whereLayer("headers")
            .mayOnlyBeAccessedByLayers("decoding", "ffmpeg", "isolation")
            .whereLayer("ffmpeg")
            .mayOnlyBeAccessedByLayers("decoding")
            .whereLayer("decoding")
            .mayOnlyBeAccessedByLayers("isolation", "lambda", "main")
            .whereLayer("isolation")
            .mayOnlyBeAccessedByLayers("commands")
            .whereLayer("image")
            .mayOnlyBeAccessedByLayers(
                    "headers",
                    "decoding",
                    "ffmpeg",
                    "isolation",
                    "model",
                    "onnx",
                    "djl",
                    "scoring",
                    "serving",
                    "lambda",
                    "commands",
                    "main")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("head", "model", "onnx", "djl")
            .whereLayer("head")
            .mayOnlyBeAccessedByLayers("model", "djl")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("onnx", "djl", "scoring", "serving", "lambda", "commands")
            .whereLayer("onnx")
            .mayOnlyBeAccessedByLayers("lambda", "commands")
            .whereLayer("djl")
            .mayOnlyBeAccessedByLayers("scoring", "lambda", "commands")
            .whereLayer("scoring")
            .mayOnlyBeAccessedByLayers("serving", "lambda", "commands")
            .whereLayer("serving")
            .mayOnlyBeAccessedByLayers("lambda", "commands")
            .whereLayer("lambda")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule THERE_ARE_NO_CYCLES =
            slices().matching("com.engram.inference.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ITS_PACKAGE_USES_ONNX_RUNTIME = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.inference.onnx")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule ONLY_DECODING_USES_OPENCV = noClasses()
            .that()
            .resideOutsideOfPackages("com.engram.inference.image.decoding", "com.engram.inference.image.isolation")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.opencv..");

    @ArchTest
    static final ArchRule ONLY_ITS_PACKAGE_USES_FFMPEG = noClasses()
            .that()
            .resideOutsideOfPackage("com.engram.inference.image.ffmpeg")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule THE_MODEL_NEEDS_NO_NATIVE_LIBRARY = noClasses()
            .that()
            .resideInAPackage("com.engram.inference.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "org.opencv..", "org.bytedeco..");
}
