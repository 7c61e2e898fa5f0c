package com.engram.launcher.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Checks the running server, the portal's public address, and how long the certificate of that is valid. */
record PortalCheck(Installation installation) implements Check {

    private static final Duration ENOUGH = Duration.ofDays(14);

    @Override
    public String name() {
        return "server";
    }

    @Override
    public List<Finding> run() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(server());
        if (!installation.isLocal()) {
            findings.add(publicAddress());
        }
        return findings;
    }

    private Finding server() throws InterruptedException {
        if (!installation.isRunning()) {
            return Finding.skipped(name(), "No server runs on " + installation.folder() + ".");
        }
        String url = "http://localhost:" + installation.port() + "/health/ready";
        try {
            HttpResponse<String> answer = Http.get(url);
            return answer.statusCode() == 200
                    ? Finding.ok(name(), "It is ready at port " + installation.port() + ".")
                    : Finding.failed(
                            name(),
                            url + " answers " + answer.statusCode() + ": " + answer.body(),
                            "See " + installation.folder().resolve("logs/liberty/messages.log") + ".");
        } catch (IOException e) {
            return Finding.failed(
                    name(),
                    "Nothing answers at " + url + ".",
                    "Name the port with --port if it is another one; else see "
                            + installation.folder().resolve("logs/liberty.log") + ".");
        }
    }

    private Finding publicAddress() throws InterruptedException {
        String check = "public address";
        String url = installation.portalUrl();
        try {
            HttpResponse<String> answer = Http.get(url + "/health/live");
            if (answer.statusCode() != 200) {
                return Finding.failed(
                        check, url + "/health/live answers " + answer.statusCode() + ".", "Check the proxy in front.");
            }
            if (!URI.create(url).getScheme().equals("https")) {
                return Finding.warning(check, url + " is not encrypted.", "Put a proxy with TLS in front.");
            }
            return certificate(answer);
        } catch (IOException e) {
            return Finding.failed(
                    check,
                    url + " cannot be reached from here: " + e,
                    "Check engram.portal.url, its DNS entry, its certificate, and the proxy in front.");
        }
    }

    private static Finding certificate(HttpResponse<String> answer) throws SSLPeerUnverifiedException {
        SSLSession session = answer.sslSession().orElseThrow();
        Instant end = ((X509Certificate) session.getPeerCertificates()[0])
                .getNotAfter()
                .toInstant();
        String found = answer.uri().getHost() + " has a certificate until " + end + ".";
        return end.isBefore(Instant.now().plus(ENOUGH))
                ? Finding.warning("public address", found, "Renew the certificate.")
                : Finding.ok("public address", found);
    }
}
