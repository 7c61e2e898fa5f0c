package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** The templates use the names that the product uses: properties, ports, paths, keys of objects, and actions of AWS. */
class ProductNamesTest {
    private static final Path ROOT = Path.of("../..");

    /** A variable that only the image reads. */
    private static final String OF_THE_IMAGE = "ENGRAM_OPERATOR_KEYSECRET";

    @Test
    void every_variable_of_a_server_is_a_documented_property() throws IOException {
        Set<String> documented = new TreeSet<>();
        Pattern.compile("engram\\.[\\w.<>]+|`(\\.\\w+)`")
                .matcher(document("configuration.md"))
                .results()
                .forEach(found -> documented.add(variable(found.group())));
        for (Installation installation : List.of(Synthesized.standard(), Synthesized.allChoices())) {
            for (List<String> names : ServerStackTest.environment(installation).values()) {
                assertThat(names)
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(documented.contains(name)
                                        || isSibling(name, documented)
                                        || name.equals(OF_THE_IMAGE))
                                .as(name)
                                .isTrue());
            }
        }
    }

    /** The document writes {@code `engram.a.b`, `.c`}, and {@code engram.cost.<backend>.perGbSecond}. */
    private static boolean isSibling(String name, Set<String> documented) {
        int end = name.lastIndexOf('_');
        String generic =
                name.replaceFirst("^ENGRAM_COST_(LAMBDA|SAGEMAKER_ASYNC|SAGEMAKER)_", "ENGRAM_COST__BACKEND__");
        int start = generic.lastIndexOf('_');
        return documented.contains(generic)
                || (documented.contains(name.substring(end))
                        && documented.stream().anyMatch(one -> one.startsWith(generic.substring(0, start + 1))));
    }

    private static String variable(String property) {
        return property.replace("`", "").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Test
    void the_image_makes_the_operators_key_in_the_form_that_the_product_accepts() throws IOException {
        String entrypoint = Files.readString(Path.of("src/main/docker/server/entrypoint"));
        String form = "eng_(live|test)_([0-9A-Za-z]{8})_([0-9A-Za-z_-]{20,100})";

        assertThat(source("domain", "people/keys/ApiKeyText.java")).contains(form);
        assertThat(entrypoint).contains(OF_THE_IMAGE).contains("eng_live_operator_");
        assertThat("eng_live_operator_" + "a1".repeat(20)).matches(form);
    }

    @Test
    void the_prefixes_of_the_lifecycle_rules_are_those_of_the_keys() throws IOException {
        assertThat(source("domain", "images/storage/ImageKeys.java")).contains("\"incoming-\" + image");
        assertThat(source("domain", "analysis/scorers/sagemaker/SageMakerAsyncScorer.java"))
                .contains("\"request-\" + UUID");
        assertThat(source("domain", "analysis/libraries/ExportLibrary.java")).contains("\"export-%s-%d\"");
    }

    @Test
    void the_object_store_calls_nothing_that_a_server_may_not() throws IOException {
        Map<String, String> rights = Map.of(
                "headObject", "s3:GetObject",
                "getObject", "s3:GetObject",
                "getObjectAsBytes", "s3:GetObject",
                "copyObject", "s3:GetObject and s3:PutObject",
                "putObject", "s3:PutObject",
                "deleteObject", "s3:DeleteObject");
        Set<String> called = new TreeSet<>();
        Pattern.compile("client\\s*\\.(\\w+)\\(")
                .matcher(source("domain", "images/storage/s3/S3ObjectStore.java"))
                .results()
                .forEach(found -> called.add(found.group(1)));
        called.remove("close");

        assertThat(called).isEqualTo(new TreeSet<>(rights.keySet()));
    }

    @Test
    void ports_and_paths_of_health_checks_are_those_of_the_product() throws IOException {
        assertThat(Files.readString(ROOT.resolve("liberty-config/src/main/liberty/config/server.xml")))
                .contains("name=\"engram.http.port\" defaultValue=\"9080\"");
        assertThat(Files.readString(
                        ROOT.resolve("inference-worker/src/main/java/com/engram/inference/serving/WorkerServer.java")))
                .contains("serve(\"GET\", \"/ping\"");
        assertThat(source("webapp", "web/DatabaseReadiness.java")).contains("@Readiness");
    }

    @Test
    void the_page_about_aws_names_every_setting_of_cdk_json() throws IOException {
        String page = document("aws.md") + Files.readString(Path.of("README.md"));
        Set<String> settings = new TreeSet<>();
        Installation.JSON
                .readTree(Path.of("cdk.json").toFile())
                .at("/context/engram")
                .properties()
                .forEach(group -> {
                    if (group.getValue().isObject()) {
                        group.getValue()
                                .fieldNames()
                                .forEachRemaining(name -> settings.add(group.getKey() + "." + name));
                    } else {
                        settings.add(group.getKey());
                    }
                });

        assertThat(settings)
                .hasSizeGreaterThan(15)
                .allSatisfy(setting -> assertThat(page).contains("`" + setting + "`"));
    }

    /** What an operator enters from the page exists under this name. */
    @Test
    void the_names_in_the_commands_of_the_page_are_those_of_the_templates() throws IOException {
        Installation all = Synthesized.allChoices();
        String page = document("aws.md");

        assertThat(found(page, "`?(engram/[a-z-]+)`?"))
                .hasSizeGreaterThan(3)
                .isSubsetOf(all.resources("AWS::SecretsManager::Secret").stream()
                        .map(secret -> secret.at("/Properties/Name").asText())
                        .toList());
        assertThat(found(page, "s3://(engram-[a-z]+-ACCOUNT-[a-z0-9-]+)/"))
                .hasSize(2)
                .isSubsetOf(all.resources("AWS::S3::Bucket").stream()
                        .map(bucket -> bucket.at("/Properties/BucketName").asText())
                        .map(name -> name.replace(Installation.ACCOUNT, "ACCOUNT"))
                        .toList());
        assertThat(found(page, "--stack-name (\\S+)"))
                .isNotEmpty()
                .isSubsetOf(all.all().stream().map(Stack::getStackName).toList());
        assertThat(found(page, "state machine `(\\S+)`"))
                .isNotEmpty()
                .isSubsetOf(all.resources("AWS::StepFunctions::StateMachine").stream()
                        .map(machine ->
                                machine.at("/Properties/StateMachineName").asText())
                        .toList());
        String training = Files.readString(all.synthesise().resolve("Training.template.json"));
        assertThat(found(page, "OutputKey=='(\\w+)'"))
                .isNotEmpty()
                .allSatisfy(output -> assertThat(Installation.JSON
                                .readTree(training)
                                .path("Outputs")
                                .has(output))
                        .as(output)
                        .isTrue());
    }

    private static Set<String> found(String text, String expression) {
        return Pattern.compile(expression)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String document(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    private static String source(String module, String file) throws IOException {
        return Files.readString(
                ROOT.resolve(module).resolve("src/main/java/com/engram").resolve(file));
    }
}
