package com.engram.cloud;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.constructs.Node;

/**
 * The settings of an installation: the value {@code engram} in the context of {@code cdk.json}.
 *
 * @param name the prefix of all names, so that one account can hold several installations
 * @param account the number of the AWS account
 * @param region such as {@code eu-central-1}
 * @param uploadQueue whether the bucket writes a message for each upload into a queue that the servers read; else they ask
 *     the bucket for uploads that are to be analysed on arrival
 */
public record CloudSettings(
        String name,
        String account,
        String region,
        boolean uploadQueue,
        Portal portal,
        Database database,
        Servers servers,
        Scorers scorers,
        Operations operations) {

    /** Refuses combinations in which a task would have no scorer. */
    public CloudSettings {
        if (scorers.function() == FunctionKind.ZIP && scorers.endpoints().isEmpty()) {
            throw new IllegalArgumentException(
                    "Deep heatmaps need an endpoint or the image function: the archive of the function only scores.");
        }
    }

    /**
     * Where people reach the portal.
     *
     * @param domain the portal's host name
     * @param zoneName the domain of the Route 53 zone that holds the host name
     * @param zoneId the id of that zone
     * @param operatorEmail the address with which the first operator signs in
     * @param apiGateway whether integrations can also use an API Gateway with usage plans
     */
    public record Portal(String domain, String zoneName, String zoneId, String operatorEmail, boolean apiGateway) {

        /** The address that people see. */
        public String url() {
            return "https://" + domain;
        }
    }

    /** Which managed PostgreSQL. */
    public enum DatabaseKind {
        /** An instance of Amazon RDS. */
        RDS,
        /** A cluster of Aurora Serverless v2. */
        AURORA
    }

    /**
     * The database.
     *
     * @param instance the class of an RDS instance, without {@code db.}; Aurora has none
     * @param multiAz whether a standby in another zone takes over
     * @param backupDays how many days of point-in-time recovery are kept, 1 to 35
     */
    public record Database(DatabaseKind kind, String instance, boolean multiAz, int backupDays) {}

    /** How the servers reach addresses outside of AWS, such as customers' webhooks. */
    public enum Egress {
        /** Each server has a public address of its own, to which nobody can connect. */
        PUBLIC_ADDRESS,
        /** The servers have private addresses behind a NAT gateway. */
        NAT
    }

    /**
     * The Open Liberty servers.
     *
     * @param count how many run always
     * @param most how many run at most under load
     */
    public record Servers(int count, int most, Egress egress) {}

    /** How the Lambda function is packaged. */
    public enum FunctionKind {
        /** An archive with SnapStart. It only scores, with the bundled model. */
        ZIP,
        /** An image with PyTorch, for deep heatmaps too, and a file system with further models. */
        IMAGE
    }

    /** The kinds of SageMaker endpoints. */
    public enum EndpointKind {
        /** Answers at once; at least one instance always runs. */
        REALTIME,
        /** Queues requests; no instance runs while there are none. */
        ASYNC
    }

    /**
     * The scorers.
     *
     * @param concurrency how many calls of the function run at a time, at most, and are reserved for it; the account must have 100
     *     more. With 0 nothing is reserved, and the account's own limit holds
     * @param instance the type of the endpoints' instances, such as {@code ml.c6i.xlarge}
     * @param mostInstances how many instances an endpoint has at most
     */
    public record Scorers(
            FunctionKind function, int concurrency, Set<EndpointKind> endpoints, String instance, int mostInstances) {

        /** Whether the instances have a GPU, so that the image needs CUDA. */
        public boolean hasGpu() {
            return instance.startsWith("ml.g") || instance.startsWith("ml.p");
        }
    }

    /**
     * Who receives alarms, and warnings about costs.
     *
     * @param monthlyBudget in US dollars
     */
    public record Operations(String email, int monthlyBudget) {}

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if a value is missing or is not allowed; the message names it
     */
    public static CloudSettings of(Node node, String account) {
        ContextValues all = ContextValues.of(node, "engram");
        ContextValues portal = all.group("portal");
        ContextValues database = all.group("database");
        ContextValues servers = all.group("servers");
        ContextValues scorers = all.group("scorers");
        ContextValues operations = all.group("operations");
        return new CloudSettings(
                all.text("name"),
                account,
                all.text("region"),
                all.flag("uploadQueue"),
                new Portal(
                        portal.text("domain"),
                        portal.text("zoneName"),
                        portal.text("zoneId"),
                        portal.text("operatorEmail"),
                        portal.flag("apiGateway")),
                new Database(
                        constant(DatabaseKind.class, database.text("kind")),
                        database.text("instance"),
                        database.flag("multiAz"),
                        database.number("backupDays")),
                new Servers(
                        servers.number("count"),
                        servers.number("most"),
                        constant(Egress.class, servers.text("egress"))),
                new Scorers(
                        constant(FunctionKind.class, scorers.text("function")),
                        scorers.number("concurrency"),
                        endpoints(scorers.texts("endpoints")),
                        scorers.text("instance"),
                        scorers.number("mostInstances")),
                new Operations(operations.text("email"), operations.number("monthlyBudget")));
    }

    private static Set<EndpointKind> endpoints(List<String> names) {
        Set<EndpointKind> kinds = EnumSet.noneOf(EndpointKind.class);
        names.forEach(name -> kinds.add(constant(EndpointKind.class, name)));
        return kinds;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The name of the bucket with the images. It is fixed, so that other stacks can name it without a reference. */
    public String imageBucket() {
        return "%s-images-%s-%s".formatted(name, account, region);
    }

    /** The name of the bucket with data sets, checkpoints and trained models. */
    public String trainingBucket() {
        return "%s-training-%s-%s".formatted(name, account, region);
    }

    /** The name of the bucket with access logs. */
    public String logBucket() {
        return "%s-logs-%s-%s".formatted(name, account, region);
    }
}
