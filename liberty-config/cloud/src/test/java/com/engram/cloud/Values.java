package com.engram.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes the values of a template's functions, with ARNs of the form that AWS would give to the resources. */
record Values(Map<String, JsonNode> resources, Map<String, Export> exports) {
    static final String REGION = "eu-central-1";

    /** A value that one stack gives to others. */
    record Export(String stack, JsonNode value) {}

    static Values of(Installation installation) {
        return new Values(installation.resources(), installation.exports());
    }

    /** The value of a node in a template, as text. */
    String text(String stack, JsonNode node) {
        if (node.isValueNode()) {
            return node.asText();
        }
        Map.Entry<String, JsonNode> function = node.fields().next();
        JsonNode argument = function.getValue();
        return switch (function.getKey()) {
            case "Ref" -> reference(stack, argument.asText());
            case "Fn::GetAtt" ->
                attribute(stack, argument.get(0).asText(), argument.get(1).asText());
            case "Fn::Join" -> join(stack, argument);
            case "Fn::ImportValue" -> imported(argument.asText());
            case "Fn::Sub" ->
                argument.asText()
                        .replace("${AWS::AccountId}", Installation.ACCOUNT)
                        .replace("${AWS::Region}", REGION)
                        .replace("${AWS::Partition}", "aws")
                        .replace("${AWS::URLSuffix}", "amazonaws.com");
            default -> throw new IllegalArgumentException("Unknown function: " + node);
        };
    }

    private String join(String stack, JsonNode argument) {
        List<String> parts = new ArrayList<>();
        argument.get(1).forEach(part -> parts.add(text(stack, part)));
        return String.join(argument.get(0).asText(), parts);
    }

    private String imported(String name) {
        Export export = exports.get(name);
        if (export == null) {
            throw new IllegalArgumentException("No stack exports " + name);
        }
        return text(export.stack(), export.value());
    }

    private String reference(String stack, String name) {
        return switch (name) {
            case "AWS::AccountId" -> Installation.ACCOUNT;
            case "AWS::Region" -> REGION;
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::StackName" -> stack;
            default -> resource(stack, name);
        };
    }

    private String resource(String stack, String id) {
        JsonNode resource = find(stack, id);
        JsonNode properties = resource.path("Properties");
        return switch (resource.path("Type").asText()) {
            case "AWS::S3::Bucket" -> properties.path("BucketName").asText();
            case "AWS::Lambda::Alias" ->
                text(stack, properties.path("FunctionName")) + ":"
                        + properties.path("Name").asText();
            case "AWS::SecretsManager::Secret" -> arn("secretsmanager", "secret:" + name(properties, id) + "-AbCdEf");
            case "AWS::SecretsManager::SecretTargetAttachment" -> text(stack, properties.path("SecretId"));
            case "AWS::ECS::TaskDefinition" ->
                arn("ecs", "task-definition/" + properties.path("Family").asText() + ":1");
            case "AWS::EFS::FileSystem" -> "fs-1";
            case "AWS::EFS::AccessPoint" -> "fsap-1";
            case "AWS::SNS::Topic" -> arn("sns", id);
            case "AWS::SQS::Queue" -> "https://sqs.%s.amazonaws.com/%s/%s".formatted(REGION, Installation.ACCOUNT, id);
            case "AWS::Lambda::Function" -> arn("lambda", "function:" + id);
            case "AWS::StepFunctions::StateMachine" ->
                arn(
                        "states",
                        "stateMachine:" + properties.path("StateMachineName").asText());
            default -> id;
        };
    }

    private String attribute(String stack, String id, String attribute) {
        JsonNode resource = find(stack, id);
        if (!attribute.equals("Arn")) {
            return resource.path("Properties").path("StateMachineName").asText(id);
        }
        return switch (resource.path("Type").asText()) {
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + resource(stack, id);
            case "AWS::SQS::Queue" -> arn("sqs", id);
            case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + id + ":*");
            case "AWS::IAM::Role" -> "arn:aws:iam::" + Installation.ACCOUNT + ":role/" + id;
            case "AWS::ECS::Cluster" -> arn("ecs", "cluster/" + id);
            case "AWS::EFS::FileSystem" -> arn("elasticfilesystem", "file-system/fs-1");
            case "AWS::EFS::AccessPoint" -> arn("elasticfilesystem", "access-point/fsap-1");
            case "AWS::Lambda::Function" -> arn("lambda", "function:" + id);
            default -> throw new IllegalArgumentException("The ARN of " + resource.path("Type") + " is unknown");
        };
    }

    private static String name(JsonNode properties, String id) {
        return properties.path("Name").asText(id);
    }

    private static String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, Installation.ACCOUNT, resource);
    }

    private JsonNode find(String stack, String id) {
        JsonNode resource = resources.get(stack + "/" + id);
        if (resource == null) {
            throw new IllegalArgumentException(stack + " has no resource " + id);
        }
        return resource;
    }
}
