package com.engram.launcher.home;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords and keys of one home, each made up on first use and kept since. */
public final class Secrets {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Path file;
    private final Properties kept = new Properties();
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
    }

    /** 32 random bytes in base64url. */
    public String key(String name) throws IOException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return keep(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Random letters and digits. */
    public String letters(String name, int length) throws IOException {
        StringBuilder letters = new StringBuilder();
        random.ints(length, 0, LETTERS.length()).forEach(i -> letters.append(LETTERS.charAt(i)));
        return keep(name, letters.toString());
    }

    private synchronized String keep(String name, String fresh) throws IOException {
        String known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        kept.setProperty(name, fresh);
        StringWriter text = new StringWriter();
        kept.store(text, "Secrets of this Engram. Whoever reads them owns its data.");
        PrivateFile.write(file, text.toString());
        return fresh;
    }
}
