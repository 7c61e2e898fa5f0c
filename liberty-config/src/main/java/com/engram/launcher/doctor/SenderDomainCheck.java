package com.engram.launcher.doctor;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.NamingException;

/** Checks the DNS entries by which receivers trust emails of the sender's domain: SPF, DKIM, and DMARC. */
record SenderDomainCheck(Installation installation, TxtRecords records) implements Check {

    @Override
    public String name() {
        return "sender";
    }

    @Override
    public List<Finding> run() {
        if (installation.find("ENGRAM_MAIL_HOST").isEmpty()) {
            return List.of(Finding.skipped(name(), "No mail server is configured."));
        }
        String from = installation.find("ENGRAM_MAIL_FROM").orElse("Engram <no-reply@localhost>");
        try {
            String address = new InternetAddress(from, true).getAddress();
            String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (!domain.contains(".")) {
                return List.of(Finding.failed(
                        name(),
                        from + " is no address on the Internet.",
                        "Set engram.mail.from to one of your domain."));
            }
            return List.of(spf(domain), dkim(domain), dmarc(domain));
        } catch (AddressException e) {
            return List.of(
                    Finding.failed(name(), from + " is no email address: " + e.getMessage(), "Set engram.mail.from."));
        } catch (NamingException e) {
            return List.of(Finding.skipped(name(), "The DNS does not answer: " + e.getMessage()));
        }
    }

    private Finding spf(String domain) throws NamingException {
        String check = "SPF";
        List<String> found = new ArrayList<>();
        for (String record : records.list(domain)) {
            if (record.toLowerCase(Locale.ROOT).matches("v=spf1(\\s.*)?")) {
                found.add(record);
            }
        }
        if (found.isEmpty()) {
            return Finding.failed(
                    check,
                    domain + " has no record.",
                    "Add the TXT record that your mail provider names, such as \"v=spf1 include:provider.example -all\".");
        }
        if (found.size() > 1) {
            return Finding.failed(
                    check, domain + " has " + found.size() + " records, so none counts.", "Merge them into one.");
        }
        return found.get(0).toLowerCase(Locale.ROOT).matches(".*\\s\\+?all")
                ? Finding.warning(check, domain + " lets anybody send: " + found.get(0), "End it with -all or ~all.")
                : Finding.ok(check, domain + ": " + found.get(0));
    }

    private Finding dkim(String domain) throws NamingException {
        String check = "DKIM";
        Optional<String> selector = installation.find("ENGRAM_MAIL_DKIMSELECTOR");
        if (selector.isEmpty()) {
            return Finding.skipped(
                    check, "Set engram.mail.dkimSelector to the selector of your mail provider, to have it checked.");
        }
        String name = selector.get() + "._domainkey." + domain;
        for (String record : records.list(name)) {
            if (record.replace(" ", "").matches("(?i).*(^|;)p=[^;].*")) {
                return Finding.ok(check, name + " has a key.");
            }
        }
        return Finding.failed(
                check, name + " has no key.", "Add the record that your mail provider names, and check the selector.");
    }

    /** A subdomain without a record has that of a domain above it. */
    private Finding dmarc(String domain) throws NamingException {
        String check = "DMARC";
        for (String above = domain; above.contains("."); above = above.substring(above.indexOf('.') + 1)) {
            for (String record : records.list("_dmarc." + above)) {
                String policy = record.replace(" ", "").toLowerCase(Locale.ROOT);
                if (policy.startsWith("v=dmarc1")) {
                    return policy.contains(";p=none")
                            ? Finding.warning(
                                    check,
                                    "_dmarc." + above + " only observes: " + record,
                                    "Change p=none to p=quarantine or p=reject when the reports are clean.")
                            : Finding.ok(check, "_dmarc." + above + ": " + record);
                }
            }
        }
        return Finding.failed(
                check,
                domain + " has no policy, and large providers refuse its emails.",
                "Add the TXT record _dmarc." + domain + " with \"v=DMARC1; p=quarantine\".");
    }
}
