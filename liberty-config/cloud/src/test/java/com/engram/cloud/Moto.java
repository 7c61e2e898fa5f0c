package com.engram.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** moto, a server that imitates AWS's services. It can enforce the policies of roles. */
final class Moto implements AutoCloseable {
    private static final Tool SERVER = new Tool("moto_server", "pip install 'moto[server]'");

    /** Python reads thousands of files at the start; on a machine that is busy with other tests it took more than a minute. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final URI address;

    private Moto(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts moto; skips the test if it is not installed. */
    static Moto start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(SERVER.find().toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/moto.log").toFile())
                .start();
        Moto moto = new Moto(process, URI.create("http://127.0.0.1:" + port));
        moto.awaitStart();
        return moto;
    }

    private void awaitStart() throws IOException {
        Awaitility.await().atMost(START).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IOException("moto ended; see target/moto.log");
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            HTTP.send(
                    HttpRequest.newBuilder(address.resolve("/moto-api/data.json"))
                            .build(),
                    BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    URI address() {
        return address;
    }

    /** Calls a service with a query API, such as IAM; the XML of the answer. */
    String query(String service, Map<String, String> parameters) throws IOException, InterruptedException {
        String body = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=admin/20261130/eu-central-1/" + service
                                        + "/aws4_request, SignedHeaders=host, Signature=0")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** Forgets everything, and allows every call. */
    void reset() throws IOException, InterruptedException {
        post("/moto-api/reset", "");
        post("/moto-api/reset-auth", "inf");
    }

    /** Creates a role with policies, and credentials for it. */
    AwsCredentials assumeRole(String role, List<JsonNode> policies) throws IOException, InterruptedException {
        query(
                "iam",
                Map.of(
                        "Action", "CreateRole",
                        "Version", "2010-05-08",
                        "RoleName", role,
                        "AssumeRolePolicyDocument", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
        for (JsonNode policy : policies) {
            query(
                    "iam",
                    Map.of(
                            "Action",
                            "PutRolePolicy",
                            "Version",
                            "2010-05-08",
                            "RoleName",
                            role,
                            "PolicyName",
                            "policy-" + policies.indexOf(policy),
                            "PolicyDocument",
                            policy.toString()));
        }
        String answer = query(
                "sts",
                Map.of(
                        "Action",
                        "AssumeRole",
                        "Version",
                        "2011-06-15",
                        "RoleArn",
                        "arn:aws:iam::" + Installation.ACCOUNT + ":role/" + role,
                        "RoleSessionName",
                        role));
        return AwsSessionCredentials.create(
                element(answer, "AccessKeyId"), element(answer, "SecretAccessKey"), element(answer, "SessionToken"));
    }

    private static String element(String xml, String name) throws IOException {
        Matcher found = Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(name)).matcher(xml);
        if (!found.find()) {
            throw new IOException("No " + name + " in " + xml);
        }
        return found.group(1);
    }

    /** From now on, moto refuses what the caller's policies do not allow. */
    void enforcePolicies() throws IOException, InterruptedException {
        post("/moto-api/reset-auth", "0");
    }

    /** Posts JSON or text to the server, as its own configuration needs it. */
    void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
    }

    /** Posts a form with a file, as a browser does; the status of the answer. */
    int postForm(String path, List<Map.Entry<String, String>> fields, String file)
            throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        fields.forEach(field -> body.append("--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(field.getKey(), field.getValue())));
        body.append(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n%s\r\n--x--\r\n"
                        .formatted(file));
        return HTTP.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .timeout(Duration.ofSeconds(30))
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
