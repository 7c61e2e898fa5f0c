package com.engram.launcher.home;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** Passwords and keys of one home. Each is generated at its first use and stored. */
public final class Secrets {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Path file;
    private final Properties stored = new Properties();
    private final SecureRandom random = new SecureRandom();

    public Secrets(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                stored.load(reader);
            }
        }
    }

    /** A secret of 32 random bytes in base64url without padding. */
    public String key(String name) throws IOException {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return storeIfMissing(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A secret of random letters and digits. */
    public String alphanumeric(String name, int length) throws IOException {
        StringBuilder characters = new StringBuilder();
        random.ints(length, 0, CHARACTERS.length()).forEach(i -> characters.append(CHARACTERS.charAt(i)));
        return storeIfMissing(name, characters.toString());
    }

    private synchronized String storeIfMissing(String name, String fresh) throws IOException {
        String known = stored.getProperty(name);
        if (known != null) {
            return known;
        }
        stored.setProperty(name, fresh);
        StringWriter text = new StringWriter();
        stored.store(text, "Secrets of this installation. They give access to all of its data.");
        PrivateFile.write(file, text.toString());
        return fresh;
    }
}
