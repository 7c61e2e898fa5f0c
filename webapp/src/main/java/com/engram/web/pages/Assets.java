package com.engram.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** URLs of scripts, styles, and images with a fingerprint of their content, so that browsers can cache them for long. */
@ApplicationScoped
public class Assets {

    private final Map<String, String> urls = new ConcurrentHashMap<>();

    @Inject
    private ServletContext servletContext;

    /**
     * The URL of a file under {@code /assets} or {@code /webjars}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public String url(String path) {
        return urls.computeIfAbsent(path, this::fingerprinted);
    }

    private String fingerprinted(String path) {
        try {
            return path + "?v=" + AssetContent.fingerprint(servletContext, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
