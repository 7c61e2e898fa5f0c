package com.engram.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What IAM would decide about each role of the templates, by the simulator {@code @cloud-copilot/iam-simulate}, which knows the
 * actions of AWS and the kinds of resources that each takes: what the product needs is allowed, and what it does not need is
 * denied.
 */
class RolesTest {
    private static final Path FILES = Path.of("src/test/iam");
    private static final Path FOLDER = Path.of("target/iam");

    private static final String IMAGES = "arn:aws:s3:::engram-images-123456789012-eu-central-1";
    private static final String TRAINING = "arn:aws:s3:::engram-training-123456789012-eu-central-1";
    private static final String AWS = "arn:aws:%s:eu-central-1:123456789012:%s";

    private static final String EVERYTHING =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    /** An action on a resource, with the keys of its conditions. */
    private record Call(String action, String resource, Map<String, String> context) {
        Call(String action, String resource) {
            this(action, resource, Map.of());
        }

        @Override
        public String toString() {
            return action + " on " + resource;
        }
    }

    /** What no part of the product does. */
    private static final List<Call> NEEDED_BY_NOBODY = List.of(
            new Call("s3:GetObject", "arn:aws:s3:::another-bucket/a"),
            new Call("s3:DeleteBucket", IMAGES),
            new Call("s3:PutBucketPolicy", IMAGES),
            new Call("iam:CreateUser", "arn:aws:iam::123456789012:user/a"),
            new Call("ssm:GetParameter", AWS.formatted("ssm", "parameter/a")),
            new Call("ec2:RunInstances", AWS.formatted("ec2", "instance/*")),
            new Call("lambda:UpdateFunctionCode", AWS.formatted("lambda", "function:FunctionScore402F4A6F")),
            new Call("rds:DeleteDBInstance", AWS.formatted("rds", "db:engram")),
            new Call("secretsmanager:PutSecretValue", secret("server-secret")),
            new Call("sagemaker:DeleteEndpoint", AWS.formatted("sagemaker", "endpoint/engram-async")),
            new Call("dynamodb:DeleteTable", AWS.formatted("dynamodb", "table/a")));

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "simulate.js")) {
            Files.copy(FILES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(FOLDER.resolve("node_modules"))) {
            Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(npm.waitFor()).as(output).isZero();
        }
    }

    @Test
    void a_server_uses_its_bucket_its_function_and_its_endpoint() throws Exception {
        Installation standard = Synthesized.standard();
        String alias = function(standard) + ":live";

        check(
                standard,
                "Server/ServerRole",
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:PutObject", IMAGES + "/incoming-1"),
                        new Call("s3:DeleteObject", IMAGES + "/incoming-1"),
                        new Call("s3:ListBucket", IMAGES),
                        new Call("lambda:InvokeFunction", alias),
                        new Call("sqs:ReceiveMessage", queue(standard)),
                        new Call("sqs:DeleteMessage", queue(standard)),
                        new Call("sagemaker:InvokeEndpointAsync", AWS.formatted("sagemaker", "endpoint/engram-async"))),
                List.of(
                        new Call("lambda:InvokeFunction", function(standard)),
                        new Call("sqs:SendMessage", queue(standard)),
                        new Call("sqs:PurgeQueue", queue(standard)),
                        new Call("sagemaker:InvokeEndpoint", AWS.formatted("sagemaker", "endpoint/other")),
                        new Call("s3:GetObject", TRAINING + "/datasets/a"),
                        new Call("secretsmanager:GetSecretValue", secret("database-owner")),
                        new Call("secretsmanager:GetSecretValue", secret("server-secret")),
                        new Call("s3:PutLifecycleConfiguration", IMAGES)));
    }

    @Test
    void a_server_with_a_real_time_endpoint_may_call_it() throws Exception {
        check(
                Synthesized.allChoices(),
                "Server/ServerRole",
                List.of(
                        new Call("sagemaker:InvokeEndpoint", AWS.formatted("sagemaker", "endpoint/engram-realtime")),
                        new Call("sagemaker:InvokeEndpointAsync", AWS.formatted("sagemaker", "endpoint/engram-async"))),
                List.of());
    }

    @Test
    void a_server_starts_trainings_and_creates_no_job_itself() throws Exception {
        check(
                Synthesized.allChoices(),
                "Server/ServerRole",
                List.of(
                        new Call("states:StartExecution", AWS.formatted("states", "stateMachine:engram-own-models")),
                        new Call(
                                "states:DescribeExecution", AWS.formatted("states", "execution:engram-own-models:a-1")),
                        new Call("states:StopExecution", AWS.formatted("states", "execution:engram-own-models:a-1")),
                        new Call("s3:PutObject", IMAGES + "/training-1.csv"),
                        new Call("s3:GetObject", IMAGES + "/training-output/a/output/model/model.json"),
                        new Call("s3:PutObject", IMAGES + "/served/a/model.json")),
                List.of(
                        new Call("states:StartExecution", AWS.formatted("states", "stateMachine:engram-training")),
                        new Call("states:DescribeExecution", AWS.formatted("states", "execution:engram-training:a")),
                        new Call(
                                "states:UpdateStateMachine", AWS.formatted("states", "stateMachine:engram-own-models")),
                        new Call(
                                "sagemaker:CreateTrainingJob", AWS.formatted("sagemaker", "training-job/engram-own-1")),
                        new Call("iam:PassRole", "arn:aws:iam::123456789012:role/a")));
    }

    @Test
    void a_training_of_an_accounts_own_model_reads_originals_and_writes_none() throws Exception {
        check(
                Synthesized.allChoices(),
                "Training/OwnModelsTrainingRole",
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:GetObject", IMAGES + "/training-1.csv"),
                        new Call("s3:GetObject", IMAGES + "/training-checkpoints/a/1"),
                        new Call("s3:PutObject", IMAGES + "/training-checkpoints/a/1"),
                        new Call("s3:DeleteObject", IMAGES + "/training-checkpoints/a/1"),
                        new Call("s3:PutObject", IMAGES + "/training-output/a/output/model/model.json"),
                        new Call("s3:ListBucket", IMAGES)),
                List.of(
                        new Call("s3:PutObject", IMAGES + "/original-1"),
                        new Call("s3:DeleteObject", IMAGES + "/original-1"),
                        new Call("s3:GetObject", IMAGES + "/preview-1"),
                        new Call("s3:GetObject", IMAGES + "/incoming-1"),
                        new Call("s3:PutObject", IMAGES + "/served/a/model.json"),
                        new Call("s3:GetObject", TRAINING + "/datasets/a")));
    }

    @Test
    void the_steps_of_own_models_create_their_jobs_only() throws Exception {
        Installation all = Synthesized.allChoices();
        Map<String, String> toSageMaker = Map.of("iam:PassedToService", "sagemaker.amazonaws.com");
        String role = "arn:aws:iam::123456789012:role/" + id(all, "Training/OwnModelsTrainingRole");
        String others = "arn:aws:iam::123456789012:role/" + id(all, "Training/TrainingRole");

        check(
                all,
                "Training/OwnModelsStepsRole",
                List.of(
                        new Call(
                                "sagemaker:CreateTrainingJob", AWS.formatted("sagemaker", "training-job/engram-own-1")),
                        new Call(
                                "sagemaker:DescribeTrainingJob",
                                AWS.formatted("sagemaker", "training-job/engram-own-1")),
                        new Call("sagemaker:StopTrainingJob", AWS.formatted("sagemaker", "training-job/engram-own-1")),
                        new Call("sagemaker:AddTags", AWS.formatted("sagemaker", "training-job/engram-own-1")),
                        new Call(
                                "events:PutRule",
                                AWS.formatted("events", "rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule")),
                        new Call("iam:PassRole", role, toSageMaker)),
                List.of(
                        new Call("sagemaker:CreateTrainingJob", AWS.formatted("sagemaker", "training-job/engram-1")),
                        new Call("iam:PassRole", others, toSageMaker),
                        new Call("iam:PassRole", role, Map.of("iam:PassedToService", "ec2.amazonaws.com")),
                        new Call("s3:GetObject", IMAGES + "/original-1")));
    }

    @Test
    void starting_a_server_reads_the_servers_secrets_but_not_the_owners() throws Exception {
        check(
                Synthesized.standard(),
                "Server/ServersTaskExecutionRole",
                List.of(
                        new Call("secretsmanager:GetSecretValue", secret("server-secret")),
                        new Call("secretsmanager:GetSecretValue", secret("database-app")),
                        new Call("secretsmanager:GetSecretValue", secret("operator-key"))),
                List.of(
                        new Call("secretsmanager:GetSecretValue", secret("database-owner")),
                        new Call("s3:GetObject", IMAGES + "/original-1")));
    }

    @Test
    void the_migrations_read_the_owners_secret_and_nothing_else() throws Exception {
        check(
                Synthesized.standard(),
                "Server/MigrationsTaskExecutionRole",
                List.of(
                        new Call("secretsmanager:GetSecretValue", secret("database-owner")),
                        new Call("secretsmanager:GetSecretValue", secret("database-app"))),
                List.of(
                        new Call("secretsmanager:GetSecretValue", secret("server-secret")),
                        new Call("secretsmanager:GetSecretValue", secret("operator-password"))));
        assertThat(policies(Synthesized.standard(), "Server/MigrationsTaskTaskRole"))
                .as("a migration calls nothing of AWS")
                .isEmpty();
    }

    @Test
    void the_function_writes_its_log_and_may_do_nothing_else() throws Exception {
        Installation standard = Synthesized.standard();
        String log = logGroup(standard, "Scorers/FunctionLog");

        check(
                standard,
                "Scorers/FunctionRole",
                List.of(new Call("logs:PutLogEvents", log + ":log-stream:a")),
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:PutObject", IMAGES + "/preview-1"),
                        new Call("logs:PutLogEvents", AWS.formatted("logs", "log-group:other:log-stream:a"))));
    }

    @Test
    void the_image_function_reads_models_and_does_not_write_them() throws Exception {
        String files = AWS.formatted("elasticfilesystem", "file-system/fs-1");
        Map<String, String> access =
                Map.of("elasticfilesystem:AccessPointArn", AWS.formatted("elasticfilesystem", "access-point/fsap-1"));

        check(
                Synthesized.allChoices(),
                "Scorers/ImageFunctionRole",
                List.of(new Call("elasticfilesystem:ClientMount", files, access)),
                List.of(
                        new Call("elasticfilesystem:ClientWrite", files, access),
                        new Call("elasticfilesystem:ClientRootAccess", files, access),
                        new Call("elasticfilesystem:ClientMount", files),
                        new Call("s3:GetObject", IMAGES + "/original-1")));
    }

    @Test
    void a_model_reads_requests_and_writes_responses_but_no_image() throws Exception {
        check(
                Synthesized.standard(),
                "Scorers/WorkerRole",
                List.of(
                        new Call("s3:GetObject", IMAGES + "/request-1"),
                        new Call("s3:PutObject", IMAGES + "/response/1.out"),
                        new Call("s3:PutObject", IMAGES + "/failure/1.out"),
                        new Call("s3:GetObject", TRAINING + "/models/a/model.tar.gz"),
                        new Call(
                                "logs:PutLogEvents",
                                AWS.formatted("logs", "log-group:/aws/sagemaker/Endpoints/engram-async:log-stream:a"))),
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:PutObject", IMAGES + "/original-1"),
                        new Call("s3:DeleteObject", IMAGES + "/request-1"),
                        new Call("s3:GetObject", TRAINING + "/datasets/a")));
    }

    @Test
    void a_training_job_reads_data_sets_and_no_customers_image() throws Exception {
        check(
                Synthesized.standard(),
                "Training/TrainingRole",
                List.of(
                        new Call("s3:GetObject", TRAINING + "/datasets/a/training/a.jpg"),
                        new Call("s3:PutObject", TRAINING + "/models/a/model.tar.gz"),
                        new Call("s3:GetObject", TRAINING + "/models/a/model.tar.gz"),
                        new Call("s3:PutObject", TRAINING + "/checkpoints/a/1"),
                        new Call("s3:GetObject", TRAINING + "/checkpoints/a/1"),
                        new Call("s3:PutObject", TRAINING + "/evaluations/a/evaluation.json"),
                        new Call("s3:ListBucket", TRAINING)),
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:ListBucket", IMAGES),
                        new Call("s3:DeleteObject", TRAINING + "/models/a/model.tar.gz"),
                        new Call("s3:PutObject", TRAINING + "/datasets/a/training/a.jpg")));
    }

    @Test
    void the_training_steps_create_jobs_and_models_of_this_installation() throws Exception {
        Installation standard = Synthesized.standard();
        Map<String, String> toSageMaker = Map.of("iam:PassedToService", "sagemaker.amazonaws.com");
        String role = "arn:aws:iam::123456789012:role/" + id(standard, "Training/TrainingRole");
        String worker = "arn:aws:iam::123456789012:role/" + id(standard, "Scorers/WorkerRole");

        check(
                standard,
                "Training/StepsRole",
                List.of(
                        new Call("sagemaker:CreateTrainingJob", AWS.formatted("sagemaker", "training-job/engram-1")),
                        new Call("sagemaker:DescribeTrainingJob", AWS.formatted("sagemaker", "training-job/engram-1")),
                        new Call(
                                "sagemaker:CreateProcessingJob", AWS.formatted("sagemaker", "processing-job/engram-1")),
                        new Call(
                                "sagemaker:CreateModelPackage",
                                AWS.formatted("sagemaker", "model-package/engram-models/1")),
                        new Call(
                                "sagemaker:UpdateModelPackage",
                                AWS.formatted("sagemaker", "model-package/engram-models/1")),
                        new Call("sagemaker:CreateModel", AWS.formatted("sagemaker", "model/engram-1")),
                        new Call(
                                "sagemaker:CreateEndpointConfig",
                                AWS.formatted("sagemaker", "endpoint-config/engram-1")),
                        new Call("sagemaker:UpdateEndpoint", AWS.formatted("sagemaker", "endpoint/engram-async")),
                        new Call(
                                "events:PutRule",
                                AWS.formatted("events", "rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule")),
                        new Call("s3:GetObject", TRAINING + "/evaluations/a/evaluation.json"),
                        new Call("iam:PassRole", role, toSageMaker),
                        new Call("iam:PassRole", worker, toSageMaker)),
                List.of(
                        new Call("sagemaker:CreateTrainingJob", AWS.formatted("sagemaker", "training-job/other-1")),
                        new Call("iam:PassRole", role, Map.of("iam:PassedToService", "ec2.amazonaws.com")),
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:PutObject", TRAINING + "/models/a/model.tar.gz")));
    }

    @Test
    void the_caller_of_the_migrations_starts_that_task_only() throws Exception {
        Installation standard = Synthesized.standard();
        String task = Values.of(standard)
                .text("Server", Installation.JSON.createObjectNode().put("Ref", id(standard, "Server/MigrationsTask")));

        check(
                standard,
                "Server/AWS679f53fac002430cb0da5b7982bd2287ServiceRole",
                List.of(new Call("ecs:RunTask", task)),
                List.of(
                        new Call("ecs:RunTask", AWS.formatted("ecs", "task-definition/other:1")),
                        new Call("secretsmanager:GetSecretValue", secret("database-owner"))));
    }

    @Test
    void copying_models_reads_what_is_served() throws Exception {
        check(
                Synthesized.allChoices(),
                "Scorers/ImageFunctionModelFilesReader",
                List.of(new Call("s3:GetObject", IMAGES + "/served/a/model.json"), new Call("s3:ListBucket", IMAGES)),
                List.of(
                        new Call("s3:GetObject", IMAGES + "/original-1"),
                        new Call("s3:GetObject", TRAINING + "/datasets/a"),
                        new Call("s3:PutObject", IMAGES + "/served/a/model.json")));
    }

    private static void check(Installation installation, String role, List<Call> needed, List<Call> unneeded)
            throws Exception {
        List<Call> denied = new ArrayList<>(NEEDED_BY_NOBODY);
        denied.addAll(unneeded);
        List<Call> all = new ArrayList<>(needed);
        all.addAll(denied);
        List<String> results = simulate(policies(installation, role), all);
        for (int i = 0; i < all.size(); i++) {
            assertThat(results.get(i))
                    .as(role + ": " + all.get(i))
                    .isEqualTo(i < needed.size() ? "Allowed" : "ImplicitlyDenied");
        }
        assertThat(denied).hasSizeGreaterThan(10);
        assertThat(simulate(List.of(Installation.JSON.readTree(EVERYTHING)), denied))
                .as("an administrator could make each of these calls, so the role's policies are what denies them")
                .containsOnly("Allowed");
    }

    private static List<String> simulate(List<JsonNode> policies, List<Call> calls) throws Exception {
        ArrayNode requests = Installation.JSON.createArrayNode();
        for (Call call : calls) {
            ObjectNode request = requests.addObject();
            request.put("principal", "arn:aws:iam::123456789012:role/simulated");
            request.put("account", Installation.ACCOUNT);
            request.put("action", call.action());
            request.put("resource", call.resource());
            request.set("context", Installation.JSON.valueToTree(call.context()));
            request.set("policies", Installation.JSON.valueToTree(policies));
        }
        Process node = new ProcessBuilder("node", "simulate.js")
                .directory(FOLDER.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(Installation.JSON.writeValueAsBytes(requests));
        }
        JsonNode answers = Installation.JSON.readTree(node.getInputStream());
        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        List<String> results = new ArrayList<>();
        answers.forEach(answer -> results.add(answer.asText()));
        assertThat(results).hasSameSizeAs(calls);
        return results;
    }

    /** The policies of a role, with the values of their functions. */
    static List<JsonNode> policies(Installation installation, String start) throws IOException {
        String stack = start.substring(0, start.indexOf('/'));
        String role = id(installation, start);
        Values values = Values.of(installation);
        List<JsonNode> policies = new ArrayList<>();
        JsonNode properties = installation.resources().get(stack + "/" + role).path("Properties");
        properties.path("Policies").forEach(policy -> policies.add(policy.path("PolicyDocument")));
        installation.resources().forEach((id, resource) -> {
            if (resource.path("Type").asText().equals("AWS::IAM::Policy") && id.startsWith(stack + "/")) {
                resource.at("/Properties/Roles").forEach(attached -> {
                    if (attached.path("Ref").asText().equals(role)) {
                        policies.add(resource.at("/Properties/PolicyDocument"));
                    }
                });
            }
        });
        return policies.stream()
                .map(policy -> withValues(values, stack, policy.deepCopy()))
                .toList();
    }

    private static JsonNode withValues(Values values, String stack, JsonNode policy) {
        policy.path("Statement").forEach(statement -> {
            JsonNode resource = statement.path("Resource");
            if (resource.isArray()) {
                ArrayNode texts = Installation.JSON.createArrayNode();
                resource.forEach(one -> texts.add(values.text(stack, one)));
                ((ObjectNode) statement).set("Resource", texts);
            } else {
                ((ObjectNode) statement).put("Resource", values.text(stack, resource));
            }
            statement
                    .path("Condition")
                    .forEach(operator -> ((ObjectNode) operator)
                            .properties()
                            .forEach(key -> key.setValue(
                                    Installation.JSON.getNodeFactory().textNode(values.text(stack, key.getValue())))));
        });
        return policy;
    }

    /** The id in its template of the role or task whose name starts so. */
    private static String id(Installation installation, String start) {
        List<String> found = installation.resources().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(start))
                .filter(resource -> {
                    String type = resource.getValue().path("Type").asText();
                    return type.equals("AWS::IAM::Role") || type.equals("AWS::ECS::TaskDefinition");
                })
                .filter(resource -> !start.equals("Server/MigrationsTask")
                        || resource.getValue().path("Type").asText().equals("AWS::ECS::TaskDefinition"))
                .map(resource -> resource.getKey().substring(resource.getKey().indexOf('/') + 1))
                .toList();
        assertThat(found).as(start).hasSize(1);
        return found.get(0);
    }

    private static String function(Installation installation) {
        return AWS.formatted(
                "lambda",
                "function:"
                        + installation.resources().entrySet().stream()
                                .filter(resource -> resource.getKey().startsWith("Scorers/FunctionScore"))
                                .filter(resource -> resource.getValue()
                                        .path("Type")
                                        .asText()
                                        .equals("AWS::Lambda::Function"))
                                .map(resource -> resource.getKey().substring("Scorers/".length()))
                                .findFirst()
                                .orElseThrow());
    }

    private static String queue(Installation installation) {
        return AWS.formatted(
                "sqs",
                installation.resources().keySet().stream()
                        .filter(id -> id.startsWith("Data/ArrivedUploadsQueue"))
                        .filter(id -> !id.contains("Policy"))
                        .map(id -> id.substring("Data/".length()))
                        .findFirst()
                        .orElseThrow());
    }

    private static String logGroup(Installation installation, String start) {
        return AWS.formatted(
                "logs",
                "log-group:"
                        + installation.resources().keySet().stream()
                                .filter(id -> id.startsWith(start))
                                .map(id -> id.substring(id.indexOf('/') + 1))
                                .findFirst()
                                .orElseThrow());
    }

    private static String secret(String name) {
        return AWS.formatted("secretsmanager", "secret:engram/" + name + "-AbCdEf");
    }
}
