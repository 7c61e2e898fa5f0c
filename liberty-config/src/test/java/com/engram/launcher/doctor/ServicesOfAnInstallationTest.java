package com.engram.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.engram.launcher.doctor.Finding.Status;
import com.engram.launcher.home.ServerEnvironment;
import com.engram.launcher.parts.Distribution;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checks of mail, DNS and Stripe, against servers with their protocols. */
class ServicesOfAnInstallationTest {

    private static final Path NOWHERE = Path.of("nowhere");

    @Test
    void a_domain_with_spf_dkim_and_dmarc_is_fine() throws Exception {
        try (DnsStub dns = DnsStub.start()
                .add("mail.shop.example", "v=spf1 include:provider.example -all")
                .add("mail.shop.example", "another=text")
                .add("s1._domainkey.mail.shop.example", "v=DKIM1; k=rsa; p=MIGfMA0G")
                .add("_dmarc.shop.example", "v=DMARC1; p=reject")) {
            assertThat(sender(dns, Map.of("ENGRAM_MAIL_DKIMSELECTOR", "s1")))
                    .extracting(Finding::check, Finding::status)
                    .containsExactly(tuple("SPF", Status.OK), tuple("DKIM", Status.OK), tuple("DMARC", Status.OK));
        }
    }

    @Test
    void a_domain_without_entries_fails_and_says_what_to_add() throws Exception {
        try (DnsStub dns = DnsStub.start()) {
            List<Finding> findings = sender(dns, Map.of("ENGRAM_MAIL_DKIMSELECTOR", "s1"));

            assertThat(findings).extracting(Finding::status).containsOnly(Status.FAILED);
            assertThat(findings.get(2).advice()).contains("_dmarc.mail.shop.example");
        }
    }

    @Test
    void entries_that_protect_nothing_are_named() throws Exception {
        try (DnsStub dns = DnsStub.start()
                .add("mail.shop.example", "v=spf1 +all")
                .add("s1._domainkey.mail.shop.example", "v=DKIM1; p=")
                .add("_dmarc.mail.shop.example", "v=DMARC1; p=none; rua=mailto:a@shop.example")) {
            assertThat(sender(dns, Map.of("ENGRAM_MAIL_DKIMSELECTOR", "s1")))
                    .extracting(Finding::status)
                    .containsExactly(Status.WARNING, Status.FAILED, Status.WARNING);
            dns.add("mail.shop.example", "v=spf1 -all");
            assertThat(sender(dns, Map.of()))
                    .extracting(Finding::status)
                    .as("two records, and no selector")
                    .containsExactly(Status.FAILED, Status.SKIPPED, Status.WARNING);
        }
    }

    private static List<Finding> sender(DnsStub dns, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("ENGRAM_MAIL_HOST", "smtp.example");
        settings.put("ENGRAM_MAIL_FROM", "Shop <no-reply@mail.shop.example>");
        return new SenderDomainCheck(installation(settings), dns.records()).run();
    }

    @Test
    void the_mail_server_must_accept_the_connection_and_the_credentials() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("engram", "right");
        server.start();
        int port = server.getSmtp().getPort();
        try {
            assertThat(mail(port, "right", "false").status())
                    .as("works, but is not encrypted")
                    .isEqualTo(Status.WARNING);
            assertThat(mail(port, "wrong", "false").detail()).contains("refuses the credentials");
            assertThat(mail(port, "right", "true").detail()).contains("STARTTLS");
        } finally {
            server.stop();
        }
        assertThat(mail(port, "right", "false").status()).isEqualTo(Status.FAILED);
    }

    private static Finding mail(int port, String password, String startTls) {
        return new MailServerCheck(installation(Map.of(
                        "ENGRAM_MAIL_HOST",
                        "127.0.0.1",
                        "ENGRAM_MAIL_PORT",
                        String.valueOf(port),
                        "ENGRAM_MAIL_USER",
                        "engram",
                        "ENGRAM_MAIL_PASSWORD",
                        password,
                        "ENGRAM_MAIL_STARTTLS",
                        startTls)))
                .run()
                .get(0);
    }

    @Test
    void stripe_must_accept_the_key() throws Exception {
        HttpServer stripe = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stripe.createContext("/v1/account", exchange -> {
            boolean isKnown =
                    "Bearer sk_test_right".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(isKnown ? 200 : 401, -1);
            exchange.close();
        });
        stripe.start();
        String address = "http://127.0.0.1:" + stripe.getAddress().getPort();
        try {
            assertThat(stripe(address, "sk_test_right", "http://localhost:9080").status())
                    .isEqualTo(Status.OK);
            assertThat(stripe(address, "sk_test_right", "https://engram.example.com")
                            .status())
                    .as("a test key on a public portal")
                    .isEqualTo(Status.WARNING);
            assertThat(stripe(address, "sk_live_wrong", "http://localhost:9080").detail())
                    .contains("refuses the key");
        } finally {
            stripe.stop(0);
        }
        assertThat(stripe(address, "sk_test_right", "http://localhost:9080").status())
                .isEqualTo(Status.FAILED);
    }

    private static Finding stripe(String address, String key, String portal) throws InterruptedException {
        return new StripeCheck(installation(Map.of(
                        "ENGRAM_STRIPE_APIBASE", address,
                        "ENGRAM_STRIPE_SECRETKEY", key,
                        "ENGRAM_STRIPE_WEBHOOKSECRET", "whsec_a",
                        "ENGRAM_PORTAL_URL", portal)))
                .run()
                .get(0);
    }

    private static Installation installation(Map<String, String> environment) {
        return new Installation(
                NOWHERE, false, 9, new Distribution(NOWHERE, NOWHERE, NOWHERE), new ServerEnvironment(environment));
    }
}
