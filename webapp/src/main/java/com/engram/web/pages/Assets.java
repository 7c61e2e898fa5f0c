package com.engram.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of scripts, styles and pictures with a fingerprint of their content, so that browsers may keep them. */
@ApplicationScoped
public class Assets {

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    @Inject
    private ServletContext servletContext;

    /**
     * The address of a file under {@code /assets} or {@code /webjars}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public String url(String path) {
        return addresses.computeIfAbsent(path, this::fingerprinted);
    }

    private String fingerprinted(String path) {
        try (InputStream content = servletContext.getResourceAsStream(path)) {
            if (content == null) {
                throw new IllegalArgumentException("There is no asset " + path);
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return path + "?v=" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
