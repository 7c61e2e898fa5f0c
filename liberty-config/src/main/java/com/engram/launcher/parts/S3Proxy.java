package com.engram.launcher.parts;

import com.engram.launcher.home.Home;
import com.engram.launcher.home.PrivateFile;
import com.engram.launcher.home.Secrets;
import com.engram.launcher.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** S3Proxy as a child JVM: the S3 API in front of a folder of the home. */
public final class S3Proxy implements Part {
    /** The only bucket. */
    public static final String BUCKET = "engram";

    /**
     * Ten times the usual number of calls before a method is compiled by the optimising compiler. With the usual number, the
     * compiler needs more processor time for the first thousand uploads than it saves; without it, MD5 stays slow.
     */
    private static final List<String> LATE_OPTIMISATION = List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private final Home home;
    private final Distribution distribution;
    private final int port;
    private final Keys keys;
    private final List<String> portalOrigins;

    /** The only credentials that this store accepts. */
    public record Keys(String accessKey, String secretKey) {
        /** The credentials of a home, generated at its first start. */
        public static Keys of(Secrets secrets) throws IOException {
            return new Keys(
                    secrets.alphanumeric("storage.accessKey", 20), secrets.alphanumeric("storage.secretKey", 40));
        }
    }

    /** @param portalOrigins the origins that may upload from a browser (CORS) */
    public S3Proxy(Home home, Distribution distribution, int port, Keys keys, List<String> portalOrigins) {
        this.home = home;
        this.distribution = distribution;
        this.port = port;
        this.keys = keys;
        this.portalOrigins = portalOrigins;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "Object store";
    }

    @Override
    public Path log() {
        return home.at("logs/objects.log");
    }

    /**
     * The store takes a bucket that others may read on disk for a public one, and lists it to anyone.
     */
    @Override
    public Process launch() throws IOException {
        Home.privateFolder(home.folder("objects").resolve(BUCKET));
        Path configuration = home.at("objects.properties");
        PrivateFile.write(configuration, configuration());
        List<String> command = new ArrayList<>(
                List.of(ChildProcess.java(), distribution.exitWithParentOption(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(LATE_OPTIMISATION);
        command.addAll(List.of(
                "-Dengram.log=" + home.at("logs/s3proxy.log"),
                "-cp",
                distribution.lib() + "/*",
                ObjectStore.class.getName(),
                configuration.toString()));
        return ChildProcess.start(command, Map.of(), home.at("objects"), log());
    }

    private String configuration() {
        return """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.cors-allow-origins=%s
                s3proxy.cors-allow-methods=GET HEAD PUT POST
                s3proxy.cors-allow-headers=*
                s3proxy.cors-exposed-headers=ETag
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(
                        url(), keys.accessKey(), keys.secretKey(), String.join(" ", portalOrigins), home.at("objects"));
    }

    /** A working store refuses a request without a signature. */
    @Override
    public boolean isReady() {
        return HttpProbe.status(url() + "/" + BUCKET) == 403;
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(2);
    }
}
