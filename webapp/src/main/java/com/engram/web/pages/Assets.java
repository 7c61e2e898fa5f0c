package com.engram.web.pages;

import com.engram.web.EntityTag;
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

    /** The ETag of a file under {@code /assets} or {@code /webjars}, which must exist. */
    EntityTag tag(String path) {
        String url = url(path);
        return EntityTag.ofFingerprint(url.substring(url.lastIndexOf('=') + 1));
    }

    private String fingerprinted(String path) {
        try {
            return path + "?v=" + AssetContent.fingerprint(servletContext, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
