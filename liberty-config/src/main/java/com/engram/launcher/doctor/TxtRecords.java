package com.engram.launcher.doctor;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Text records of the DNS, by the JDK's own client.
 *
 * @param servers {@code dns:} for those of the system, or {@code dns://host:port}
 */
record TxtRecords(String servers) {

    /**
     * The records of a name.
     *
     * @return empty if there are none, or no such name
     * @throws NamingException if no server answers
     */
    // Only the provider of the DNS is asked, which returns text and loads no objects.
    @SuppressWarnings("BanJNDI")
    List<String> list(String name) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, servers);
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        InitialDirContext dns = new InitialDirContext(environment);
        try {
            @Nullable Attribute records = dns.getAttributes(name, new String[] {"TXT"}).get("TXT");
            return records == null ? List.of() : texts(records.getAll());
        } catch (NameNotFoundException e) {
            return List.of();
        } finally {
            dns.close();
        }
    }

    /** The client puts quotes around what has spaces, and a space between the parts of a long record. */
    private static List<String> texts(NamingEnumeration<?> records) throws NamingException {
        List<String> texts = new ArrayList<>();
        while (records.hasMore()) {
            texts.add(String.valueOf(records.next()).replace("\" \"", "").replace("\"", ""));
        }
        return texts;
    }
}
